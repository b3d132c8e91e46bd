package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What {@code deploy} does, through the SDK, from the first block to the image found again. */
final class DeployPathTest {

  @TempDir Path directory;
  private LocalEc2 local;
  private Ec2Client ec2;
  private EbsClient ebs;

  @BeforeEach
  void start() {
    local = LocalEc2.start(LocalEc2Options.in(directory));
    ec2 = Clients.ec2(local);
    ebs = Clients.ebs(local);
  }

  @AfterEach
  void close() {
    ec2.close();
    ebs.close();
    local.close();
  }

  @Test
  void anUploadedDiskBecomesAnImageThatIsFoundByItsTagAndReadBackByteForByte() {
    String snapshotId =
        ebs.startSnapshot(
                r ->
                    r.volumeSize(1L)
                        .clientToken("token-1")
                        .description("hello <&> unikernel")
                        .timeout(60)
                        .tags(Clients.ebsTag("ec2-unikernel:content", "abc")))
            .snapshotId();
    List<byte[]> blocks = List.of(Blocks.random(1), Blocks.random(2));
    Blocks.put(ebs, snapshotId, 0, blocks.get(0));
    Blocks.put(ebs, snapshotId, 7, blocks.get(1));
    Blocks.complete(ebs, snapshotId, blocks);
    Blocks.awaitCompleted(ec2, snapshotId);

    String kernelId =
        ec2.describeImages(
                r ->
                    r.owners("amazon")
                        .filters(
                            Clients.filter("name", "pv-grub-hd0_1.05-*.gz"),
                            Clients.filter("image-type", "kernel"),
                            Clients.filter("architecture", "x86_64")))
            .images()
            .get(0)
            .imageId();
    String imageId =
        ec2.registerImage(
                r ->
                    r.name("hello 0.1")
                        .description("a")
                        .architecture(ArchitectureValues.X86_64)
                        .virtualizationType("paravirtual")
                        .kernelId(kernelId)
                        .rootDeviceName("/dev/sda1")
                        .blockDeviceMappings(root(snapshotId, 2))
                        .tagSpecifications(tags("ec2-unikernel:content", "abc")))
            .imageId();
    ec2.waiter()
        .waitUntilImageAvailable(
            r -> r.imageIds(imageId),
            o ->
                o.backoffStrategyV2(
                    BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(50))));

    List<Image> found =
        ec2.describeImages(
                r -> r.owners("self").filters(Clients.filter("tag:ec2-unikernel:content", "abc")))
            .images();
    assertThat(found).hasSize(1);
    Image image = found.get(0);
    assertThat(image.imageId()).isEqualTo(imageId);
    assertThat(image.kernelId()).isEqualTo("aki-70cb0e10");
    assertThat(image.rootDeviceName()).isEqualTo("/dev/sda1");
    EbsBlockDevice device = image.blockDeviceMappings().get(0).ebs();
    assertThat(device.snapshotId()).isEqualTo(snapshotId);
    assertThat(device.volumeSize()).isEqualTo(2);
    assertThat(device.deleteOnTermination()).isTrue();

    var listed = ebs.listSnapshotBlocks(r -> r.snapshotId(snapshotId)).blocks();
    assertThat(listed).extracting(b -> b.blockIndex()).containsExactly(0, 7);
    for (int i = 0; i < listed.size(); i++) {
      int index = listed.get(i).blockIndex();
      String token = listed.get(i).blockToken();
      byte[] read =
          ebs.getSnapshotBlockAsBytes(
                  r -> r.snapshotId(snapshotId).blockIndex(index).blockToken(token))
              .asByteArray();
      assertThat(read).isEqualTo(blocks.get(i));
    }
    assertThat(local.calls().of("PutSnapshotBlock"))
        .extracting(Call::outcome)
        .containsExactly("OK", "OK");
  }

  private static BlockDeviceMapping root(String snapshotId, int size) {
    return BlockDeviceMapping.builder()
        .deviceName("/dev/sda1")
        .ebs(e -> e.snapshotId(snapshotId).volumeSize(size).deleteOnTermination(true))
        .build();
  }

  private static TagSpecification tags(String key, String value) {
    return TagSpecification.builder()
        .resourceType(ResourceType.IMAGE)
        .tags(Tag.builder().key(key).value(value).build())
        .build();
  }
}
