package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import io.github.ec2unikernel.plugin.publish.BlockManifest;
import io.github.ec2unikernel.plugin.publish.BlockPlan;
import io.github.ec2unikernel.plugin.publish.DiskSource;
import io.github.ec2unikernel.plugin.publish.LeftBehind;
import io.github.ec2unikernel.plugin.publish.MachineImage;
import io.github.ec2unikernel.plugin.publish.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishLogTest {

  private static final DiskSource DISK =
      new DiskSource("", "/dev/sda1", Path.of("disk.raw"), 2 << 20, "abcd");
  private static final DiskSource VOLUME =
      new DiskSource("data", "/dev/xvdb", Path.of("data.raw"), 2 << 20, "dcba");

  private final RecordingLog log = new RecordingLog();
  private long now;
  private final PublishLog publish = new PublishLog(log, false, () -> now);

  @Test
  void aPublicationIsToldStepByStep() {
    Snapshot snapshot = new Snapshot("snap-1", 1, 3, 3 << 19);
    publish.kernelFound(new PvGrubKernel("aki-1", "pv-grub-hd0_1.05-x86_64.gz", List.of(1, 5)));
    publish.imageRead(new BlockPlan(DISK, new BlockManifest(1, List.of()), null, List.of()));
    publish.snapshotStarted("snap-1", 1);
    publish.snapshotCompleted(snapshot);
    publish.imageRegistered("ami-1", "hello-1.0");
    publish.published(
        new MachineImage("ami-1", "hello-1.0", "us-west-2", "aki-1", snapshot, Map.of(), false));

    assertThat(log.lines())
        .containsExactly(
            "info PV-GRUB: pv-grub-hd0_1.05-x86_64.gz (aki-1)",
            "info To send: 0 of 4 blocks (0.0 MiB); the others are zero",
            "info Snapshot: snap-1, for a volume of 1 GiB",
            "info Snapshot: snap-1 is complete",
            "info AMI: ami-1, named hello-1.0");
  }

  @Test
  void ofManyBlocksATenthPartIsToldAtMostEveryFewSeconds() {
    // 20 blocks a second: a tenth takes five.
    upload(publish, 1, 1000, 20);

    assertThat(log.lines())
        .hasSize(10)
        .startsWith("info Sent: 100 of 1000 blocks (10 %), 10.0 MiB/s, 45 s left")
        .endsWith("info Sent: 1000 of 1000 blocks (100 %), 10.0 MiB/s, in 50 s");
  }

  @Test
  void aFastUploadIsOnlyToldAtItsEnd() {
    upload(publish, 1, 1000, 1000);

    assertThat(log.lines())
        .containsExactly("info Sent: 1000 of 1000 blocks (100 %), 500.0 MiB/s, in 1 s");
  }

  @Test
  void whatAKilledRunHadSentDoesNotCountForTheRate() {
    upload(publish, 901, 1000, 20);

    assertThat(log.lines())
        .containsExactly("info Sent: 1000 of 1000 blocks (100 %), 10.0 MiB/s, in 5 s");
  }

  @Test
  void onATerminalOneLineIsWrittenOver() {
    PublishLog watched = new PublishLog(log, true, () -> now);
    upload(watched, 1, 20, 10);
    watched.snapshotStarted("snap-2", 1);
    upload(watched, 1, 2, 10);

    assertThat(log.lines())
        .startsWith(
            "info Sent: 3 of 20 blocks (15 %), 5.0 MiB/s, 2 s left",
            "info \u001b[2K\u001b[1A\u001b[KSent: 5 of 20 blocks (25 %), 5.0 MiB/s, 2 s left")
        .endsWith(
            "info \u001b[2K\u001b[1A\u001b[KSent: 20 of 20 blocks (100 %), 5.0 MiB/s, in 2 s",
            "info Snapshot: snap-2, for a volume of 1 GiB",
            "info Sent: 2 of 2 blocks (100 %), 5.0 MiB/s, in 0 s");
  }

  @Test
  void aVolumeIsNamedAndItsBlocksAreCountedAnew() {
    publish.blockUploaded(1, 1);
    publish.imageRead(new BlockPlan(VOLUME, new BlockManifest(1, List.of()), null, List.of()));
    publish.snapshotStarted("snap-2", 1);
    publish.blockUploaded(1, 1);

    assertThat(log.lines())
        .containsExactly(
            "info Sent: 1 of 1 blocks (100 %)",
            "info To send of volume data: 0 of 4 blocks (0.0 MiB); the others are zero",
            "info Snapshot: snap-2, for a volume of 1 GiB",
            "info Sent: 1 of 1 blocks (100 %)");
  }

  @Test
  void aSnapshotThatIsThereAlreadyIsTold() {
    publish.snapshotReused(DISK, new Snapshot("snap-1", 1, 0, 0));
    publish.snapshotReused(VOLUME, new Snapshot("snap-2", 1, 0, 0));

    assertThat(log.lines())
        .containsExactly(
            "info Snapshot: snap-1 has the content of the disk already",
            "info Snapshot: snap-2 has the content of volume data already");
  }

  @Test
  void aWarningIsOne() {
    publish.warning("no PV instances there");
    assertThat(log.lines()).containsExactly("warn no PV instances there");
  }

  @Test
  void aReusedImageIsToldAsSuch() {
    publish.reused(
        new MachineImage(
            "ami-1",
            "hello-1.0",
            "us-west-2",
            "aki-1",
            new Snapshot("snap-1", 1, 0, 0),
            Map.of(),
            true));

    assertThat(log.lines())
        .containsExactly("info AMI: hello-1.0 has this content already; nothing is sent");
  }

  @Test
  void whatAFailedRunLeftIsAWarningWithTheCommandThatDeletesIt() {
    publish.undone("ami-1");
    publish.leftBehind(
        new LeftBehind("snap-1", "access denied", "aws ec2 delete-snapshot --snapshot-id snap-1"));

    assertThat(log.lines())
        .containsExactly(
            "info Deleted: ami-1, of a run that failed",
            "warn Left behind: snap-1 (access denied). Delete it: aws ec2 delete-snapshot"
                + " --snapshot-id snap-1");
  }

  private void upload(PublishLog listener, int from, int total, int perSecond) {
    for (int done = from; done <= total; done++) {
      listener.blockUploaded(done, total);
      now += 1_000_000_000L / perSecond;
    }
  }
}
