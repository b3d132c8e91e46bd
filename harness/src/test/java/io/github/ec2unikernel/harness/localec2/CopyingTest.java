package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** CopyImage and CopySnapshot, from Oregon to Ireland. */
final class CopyingTest extends LocalEc2Base {

  private static final String IRELAND = "eu-west-1";

  private Ec2Client ireland;
  private EbsClient irishEbs;

  @BeforeEach
  void connect() {
    ireland = Clients.ec2(local, IRELAND);
    irishEbs = Clients.ebs(local, IRELAND);
  }

  @AfterEach
  void disconnect() {
    ireland.close();
    irishEbs.close();
  }

  @Test
  void aCopyHasSnapshotsOfItsOwnWithTheSameBlocks() {
    String snapshot = Blocks.snapshot(local, 2);
    String source = Registrations.paravirtual(ec2, "hello", snapshot);

    Image copy = Registrations.image(ireland, copy(source, r -> r.description("a copy")));

    assertThat(copy.name()).isEqualTo("hello");
    assertThat(copy.description()).isEqualTo("a copy");
    assertThat(copy.kernelId()).as("the same PV-GRUB of Ireland").isEqualTo("aki-dc9ed9af");
    String copied = copy.blockDeviceMappings().get(0).ebs().snapshotId();
    assertThat(copied).isNotEqualTo(snapshot);
    assertThat(fileKey(IRELAND, copied))
        .as("the file of a sealed snapshot is shared")
        .isEqualTo(fileKey(Clients.OREGON, snapshot));
    ec2.deregisterImage(r -> r.imageId(source));
    ec2.deleteSnapshot(r -> r.snapshotId(snapshot));
    assertThat(irishEbs.listSnapshotBlocks(r -> r.snapshotId(copied)).blocks())
        .hasSize(2)
        .allSatisfy(
            block -> assertThat(read(copied, block)).isEqualTo(Blocks.random(block.blockIndex())));
  }

  @Test
  void aCopyTakesTagsOnlyWhenAsked() {
    String source = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));
    ec2.createTags(r -> r.resources(source).tags(Registrations.tag("k", "v")));

    String plain = copy(source, r -> r.name("plain"));
    String tagged =
        copy(
            source,
            r ->
                r.name("tagged")
                    .copyImageTags(true)
                    .tagSpecifications(
                        tags(ResourceType.IMAGE, "own"), tags(ResourceType.SNAPSHOT, "snap")));

    assertThat(Registrations.image(ireland, plain).tags()).isEmpty();
    Image image = Registrations.image(ireland, tagged);
    assertThat(image.tags())
        .containsExactly(Registrations.tag("k", "v"), Registrations.tag("own", "x"));
    assertThat(snapshot(image).tags()).containsExactly(Registrations.tag("snap", "x"));
  }

  @Test
  void aClientTokenMakesOneCopyAndRefusesAnother() {
    String source = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));

    String first = copy(source, r -> r.clientToken("t"));
    String second = copy(source, r -> r.clientToken("t"));

    assertThat(second).isEqualTo(first);
    assertThat(ireland.describeSnapshots().snapshots()).hasSize(1);
    assertThat(code(source, r -> r.clientToken("t").name("other")))
        .isEqualTo("IdempotentParameterMismatch");
  }

  @Test
  void aCopyIsPendingFirstWithItsSnapshots() {
    String source = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));
    try (LocalEc2 slow =
            LocalEc2.start(options().withDelays(Duration.ofMinutes(1), Duration.ZERO));
        Ec2Client client = Clients.ec2(slow, IRELAND)) {
      client.copyImage(request(source).build());
    }

    Image copy = ireland.describeImages(r -> r.owners("self")).images().get(0);
    assertThat(copy.state()).isEqualTo(ImageState.PENDING);
    assertThat(snapshot(copy).stateAsString()).isEqualTo("pending");
  }

  @Test
  void anEncryptedCopyShowsItsKeyAndACopyOfItStaysEncrypted() {
    String source = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));

    String encrypted = copy(source, r -> r.encrypted(true).kmsKeyId("alias/mine"));
    Image image = Registrations.image(ireland, encrypted);
    assertThat(image.blockDeviceMappings().get(0).ebs().encrypted()).isTrue();
    assertThat(snapshot(image).kmsKeyId()).startsWith("arn:aws:kms:eu-west-1:123456789012:key/");

    String again = snapshot(image).snapshotId();
    String back = copySnapshot(ec2, IRELAND, again, r -> {});
    assertThat(ec2.describeSnapshots(r -> r.snapshotIds(back)).snapshots().get(0).encrypted())
        .isTrue();
  }

  @Test
  void whatCanNotBeCopiedIsRefused() {
    String source = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));
    String paravirtual = Registrations.paravirtual(ec2, "paravirtual", Blocks.snapshot(local, 1));
    copy(source, r -> r.name("taken"));

    assertThat(code(source, r -> r.name("taken"))).isEqualTo("InvalidAMIName.Duplicate");
    assertThat(code(source, r -> r.name("a+b"))).isEqualTo("InvalidAMIName.Malformed");
    assertThat(code(source, r -> r.sourceRegion("mars-1"))).isEqualTo("InvalidParameterValue");
    assertThat(code(source, r -> r.sourceRegion("us-east-1"))).isEqualTo("InvalidAMIID.NotFound");
    assertThat(code("aki-70cb0e10", r -> {})).isEqualTo("InvalidRequest");
    assertThat(code(source, r -> r.kmsKeyId("alias/mine")))
        .isEqualTo("InvalidParameterCombination");
    assertThat(code(source, r -> r.encrypted(true).kmsKeyId("?")))
        .isEqualTo("InvalidParameterValue");
    try (Ec2Client ohio = Clients.ec2(local, "us-east-2")) {
      assertThat(Clients.code(() -> ohio.copyImage(request(paravirtual).build())))
          .as("no PV-GRUB there")
          .isEqualTo("InvalidRequest");
    }
  }

  @Test
  void aSnapshotIsCopiedWithItsBlocksAndNewTags() {
    String source = Blocks.snapshot(local, 1);

    String copy =
        copySnapshot(
            ireland,
            Clients.OREGON,
            source,
            r -> r.description("a copy").tagSpecifications(tags(ResourceType.SNAPSHOT, "k")));

    assertThat(ireland.describeSnapshots(r -> r.snapshotIds(copy)).snapshots().get(0))
        .satisfies(
            s -> {
              assertThat(s.description()).isEqualTo("a copy");
              assertThat(s.tags()).containsExactly(Registrations.tag("k", "x"));
            });
    assertThat(irishEbs.listSnapshotBlocks(r -> r.snapshotId(copy)).blocks()).hasSize(1);
    String pending = startSnapshot();
    assertThat(Clients.code(() -> copySnapshot(ireland, Clients.OREGON, pending, r -> {})))
        .isEqualTo("IncorrectState");
  }

  @Test
  void aCopyThatWasKilledInTheMiddleIsTidiedOrFinishedByItsToken() throws IOException {
    String source = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));
    String image = copy(source, r -> r.clientToken("t"));
    String snapshot = snapshot(Registrations.image(ireland, image)).snapshotId();
    Path record = directory.resolve(IRELAND).resolve("snapshots").resolve(snapshot + ".json");

    Files.delete(record);
    copy(source, r -> r.clientToken("t"));
    assertThat(irishEbs.listSnapshotBlocks(r -> r.snapshotId(snapshot)).blocks()).hasSize(1);

    Files.delete(record);
    LocalEc2.start(options()).close();
    assertThat(ireland.describeImages(r -> r.owners("self")).images()).isEmpty();
    try (var files = Files.list(record.getParent())) {
      assertThat(files).isEmpty();
    }
  }

  private byte[] read(String snapshot, Block block) {
    return irishEbs
        .getSnapshotBlockAsBytes(
            r ->
                r.snapshotId(snapshot)
                    .blockIndex(block.blockIndex())
                    .blockToken(block.blockToken()))
        .asByteArray();
  }

  private Snapshot snapshot(Image image) {
    String id = image.blockDeviceMappings().get(0).ebs().snapshotId();
    return ireland.describeSnapshots(r -> r.snapshotIds(id)).snapshots().get(0);
  }

  private String copy(String source, Consumer<CopyImageRequest.Builder> change) {
    return ireland.copyImage(request(source).applyMutation(change).build()).imageId();
  }

  private String code(String source, Consumer<CopyImageRequest.Builder> change) {
    CopyImageRequest request = request(source).applyMutation(change).build();
    return Clients.code(() -> ireland.copyImage(request));
  }

  // Without a URL the SDK tries to presign one, for which it wants an endpoint of AWS.
  private static String copySnapshot(
      Ec2Client client,
      String region,
      String source,
      Consumer<CopySnapshotRequest.Builder> change) {
    return client
        .copySnapshot(
            r ->
                r.sourceRegion(region)
                    .sourceSnapshotId(source)
                    .presignedUrl("https://ec2." + region + ".amazonaws.com/")
                    .applyMutation(change))
        .snapshotId();
  }

  private static CopyImageRequest.Builder request(String source) {
    return CopyImageRequest.builder()
        .name("hello")
        .sourceRegion(Clients.OREGON)
        .sourceImageId(source);
  }

  private static TagSpecification tags(ResourceType type, String key) {
    return TagSpecification.builder().resourceType(type).tags(Registrations.tag(key, "x")).build();
  }

  private Object fileKey(String region, String snapshot) {
    Path file = directory.resolve(region).resolve("snapshots").resolve(snapshot + ".raw");
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
