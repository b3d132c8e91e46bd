package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.aws.Encryption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentIdTest {

  private static final DiskSource ROOT = disk("", "/dev/sda1", 1, "r");
  private static final DiskSource DATA = disk("data", "/dev/xvdb", 1, "d");
  private static final DiskSource LOGS = disk("logs", "/dev/xvdc", 1, "l");

  /** Images that were published before there were volumes are found again. */
  @Test
  void aDiskWithoutVolumesHasTheIdentityItAlwaysHad() {
    assertThat(ContentId.of(List.of(ROOT), "aki-1", Encryption.none()).hex())
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
    assertThat(ContentId.of(List.of(ROOT), "aki-1", Encryption.none()))
        .isEqualTo(ContentId.of(List.of(ROOT), "aki-1", Encryption.none()))
        .isNotEqualTo(ContentId.of(List.of(ROOT), "aki-2", Encryption.none()))
        .isNotEqualTo(
            ContentId.of(
                List.of(disk("", "/dev/sda1", (1L << 30) + 1, "r")), "aki-1", Encryption.none()))
        .isNotEqualTo(
            ContentId.of(List.of(disk("", "/dev/sda1", 1, "other")), "aki-1", Encryption.none()));
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

  private static ContentId of(DiskSource... volumes) {
    return ContentId.of(
        Stream.concat(Stream.of(ROOT), Stream.of(volumes)).toList(), "aki-1", Encryption.none());
  }

  private static DiskSource disk(String name, String device, long size, String sha256) {
    return new DiskSource(name, device, Path.of("disk.raw"), size, sha256);
  }
}
