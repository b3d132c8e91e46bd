package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.aws.Paravirtual;
import io.github.ec2unikernel.plugin.aws.Platform;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentIdTest {

  private static final DiskSource ROOT = disk("", "/dev/sda1", 1, "r");
  private static final DiskSource DATA = disk("data", "/dev/xvdb", 1, "d");
  private static final DiskSource LOGS = disk("logs", "/dev/xvdc", 1, "l");

  /** Images that were published before there were volumes are found again. */
  @Test
  void aDiskWithoutVolumesHasTheIdentityItAlwaysHad() {
    assertThat(of("aki-1", ROOT).hex())
        .isEqualTo(
            Sha256.hex(
                """
                ec2-unikernel image 1
                disk sha256:r
                paravirtual x86_64 /dev/sda1
                kernel aki-1
                volume 1 GiB
                """));
  }

  @Test
  void anotherDiskKernelOrSizeIsOtherContent() {
    assertThat(of("aki-1", ROOT))
        .isEqualTo(of("aki-1", ROOT))
        .isNotEqualTo(of("aki-2", ROOT))
        .isNotEqualTo(of("aki-1", disk("", "/dev/sda1", (1L << 30) + 1, "r")))
        .isNotEqualTo(of("aki-1", disk("", "/dev/sda1", 1, "other")));
  }

  @Test
  void everythingThatAnInstanceSeesOfAVolumeCounts() {
    List<ContentId> ids =
        List.of(
            of(),
            of(DATA),
            of(DATA, LOGS),
            of(disk("data", "/dev/xvdb", 1, "other")),
            of(disk("data", "/dev/xvdd", 1, "d")),
            of(disk("data", "/dev/xvdb", (1L << 30) + 1, "d")));

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void namesAndOrderOfVolumesDoNot() {
    assertThat(of(LOGS, disk("files", "/dev/xvdb", 5, "d"))).isEqualTo(of(DATA, LOGS));
  }

  @Test
  void aSnapshotIsTheSameUnderAnyNameAndDevice() {
    assertThat(disk("files", "/dev/xvdc", 5, "d").dataId(Encryption.none()))
        .isEqualTo(DATA.dataId(Encryption.none()));
    assertThat(LOGS.dataId(Encryption.none())).isNotEqualTo(DATA.dataId(Encryption.none()));
    assertThat(disk("data", "/dev/xvdb", (1L << 30) + 1, "d").dataId(Encryption.none()))
        .isNotEqualTo(DATA.dataId(Encryption.none()));
  }

  @Test
  void whatIsAskedOfTheVolumeAndTheMetadataCounts() {
    List<ContentId> ids =
        Stream.of(
                EbsVolume.standard(),
                new EbsVolume("gp3", null, null, null, true),
                new EbsVolume("gp3", 4000, null, null, true),
                new EbsVolume("gp3", 4000, 250, null, true),
                new EbsVolume(null, null, null, 8, true),
                new EbsVolume(null, null, null, null, false))
            .map(volume -> ImageOptions.standard().withVolumes(Map.of("", volume)))
            .map(
                options ->
                    ContentId.of(List.of(ROOT), options, Encryption.none(), platform("aki-1")))
            .toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids.get(0)).isEqualTo(of("aki-1", ROOT));
    assertThat(
            ContentId.of(
                List.of(ROOT),
                ImageOptions.standard(),
                Encryption.none(),
                new Paravirtual(new PvGrubKernel("aki-1", "any", List.of()), true)))
        .isNotEqualTo(of("aki-1", ROOT));
  }

  @Test
  void namesDescriptionsTagsDeprecationAndSharingDoNot() {
    ImageOptions options =
        ImageOptions.standard()
            .withName("other")
            .withDescription("other")
            .withTags(Map.of("a", "b"))
            .withDeprecation(Deprecation.parse("P1Y", Instant.now()))
            .withSharing(Sharing.of(List.of("public"), false));

    assertThat(ContentId.of(List.of(ROOT), options, Encryption.none(), platform("aki-1")))
        .isEqualTo(of("aki-1", ROOT));
  }

  @Test
  void anEncryptedImageIsAnother() {
    Encryption any = new Encryption(true, null);
    Encryption own = new Encryption(true, "arn:aws:kms:us-west-2:123456789012:key/k");

    assertThat(
            Stream.of(Encryption.none(), any, own)
                .map(
                    it ->
                        ContentId.of(
                            List.of(ROOT), ImageOptions.standard(), it, platform("aki-1"))))
        .doesNotHaveDuplicates();
    assertThat(ROOT.dataId(any))
        .isNotEqualTo(ROOT.dataId(own))
        .isNotEqualTo(ROOT.dataId(Encryption.none()));
  }

  private static ContentId of(DiskSource... volumes) {
    return ContentId.of(
        Stream.concat(Stream.of(ROOT), Stream.of(volumes)).toList(),
        ImageOptions.standard(),
        Encryption.none(),
        platform("aki-1"));
  }

  private static ContentId of(String kernelId, DiskSource root) {
    return ContentId.of(
        List.of(root), ImageOptions.standard(), Encryption.none(), platform(kernelId));
  }

  private static Platform platform(String kernelId) {
    return new Paravirtual(
        new PvGrubKernel(kernelId, "pv-grub-hd0_1.05-x86_64.gz", List.of(1, 5)), false);
  }

  private static DiskSource disk(String name, String device, long size, String sha256) {
    return new DiskSource(name, device, Path.of("disk.raw"), size, sha256);
  }
}
