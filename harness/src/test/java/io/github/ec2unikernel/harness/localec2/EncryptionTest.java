package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;

/** Encrypted snapshots, and the images made of them. */
final class EncryptionTest extends LocalEc2Base {

  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

  @Test
  void aSnapshotIsEncryptedWithTheKeyItNames() {
    StartSnapshotResponse started =
        ebs.startSnapshot(r -> r.volumeSize(1L).encrypted(true).kmsKeyArn(KEY));

    assertThat(started.kmsKeyArn()).isEqualTo(KEY);
    assertThat(ec2.describeSnapshots(r -> r.snapshotIds(started.snapshotId())).snapshots())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.encrypted()).isTrue();
              assertThat(s.kmsKeyId()).isEqualTo(KEY);
            });
  }

  @Test
  void theDefaultKeyIsTheSameForAllSnapshotsOfTheRegion() {
    String first = ebs.startSnapshot(r -> r.volumeSize(1L).encrypted(true)).kmsKeyArn();
    String second = ebs.startSnapshot(r -> r.volumeSize(1L).encrypted(true)).kmsKeyArn();

    assertThat(first).startsWith("arn:aws:kms:us-west-2:123456789012:key/").isEqualTo(second);
  }

  @Test
  void aChildIsEncryptedAsItsParentAndCanNotSayOtherwise() {
    String parent =
        ebs.startSnapshot(r -> r.volumeSize(1L).encrypted(true).kmsKeyArn(KEY)).snapshotId();
    ebs.completeSnapshot(r -> r.snapshotId(parent).changedBlocksCount(0));

    assertThat(ebs.startSnapshot(r -> r.volumeSize(1L).parentSnapshotId(parent)).kmsKeyArn())
        .isEqualTo(KEY);
    assertThat(
            Clients.code(
                () ->
                    ebs.startSnapshot(
                        r -> r.volumeSize(1L).parentSnapshotId(parent).encrypted(true))))
        .isEqualTo("ValidationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01234567-89ab-cdef-0123-456789abcdef",
        "alias/mine",
        "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
        "arn:aws:kms:us-west-2:210987654321:key/01234567-89ab-cdef-0123-456789abcdef",
        "arn:aws:kms:us-west-2:123456789012:key/short"
      })
  void whatIsNoArnOfAKeyOfTheRegionIsRefused(String key) {
    assertThat(
            Clients.code(
                () -> ebs.startSnapshot(r -> r.volumeSize(1L).encrypted(true).kmsKeyArn(key))))
        .isEqualTo("ValidationException");
  }

  @Test
  void aKeyWithoutEncryptionIsRefused() {
    assertThat(Clients.code(() -> ebs.startSnapshot(r -> r.volumeSize(1L).kmsKeyArn(KEY))))
        .isEqualTo("ValidationException");
  }

  @Test
  void anImageShowsThatItsSnapshotIsEncrypted() {
    String snapshot = ebs.startSnapshot(r -> r.volumeSize(1L).encrypted(true)).snapshotId();
    ebs.completeSnapshot(r -> r.snapshotId(snapshot).changedBlocksCount(0));

    assertThat(register(snapshot, null).blockDeviceMappings().get(0).ebs().encrypted()).isTrue();
  }

  @Test
  void anImageCanNotSayWhetherItsSnapshotIsEncrypted() {
    String snapshot = Blocks.snapshot(local, 1);

    assertThat(Clients.code(() -> register(snapshot, false)))
        .isEqualTo("InvalidBlockDeviceMapping");
  }

  private Image register(String snapshot, @Nullable Boolean encrypted) {
    ec2.registerImage(
        r ->
            r.name("hello")
                .architecture("x86_64")
                .virtualizationType("hvm")
                .rootDeviceName("/dev/xvda")
                .blockDeviceMappings(
                    BlockDeviceMapping.builder()
                        .deviceName("/dev/xvda")
                        .ebs(e -> e.snapshotId(snapshot).encrypted(encrypted))
                        .build()));
    return ec2.describeImages(r -> r.owners("self")).images().get(0);
  }
}
