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
  private final PublishLog publish = new PublishLog(log);

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
  void ofManyBlocksEveryTenthPartIsTold() {
    for (int done = 1; done <= 1000; done++) {
      publish.blockUploaded(done, 1000);
    }

    assertThat(log.lines())
        .hasSize(10)
        .startsWith("info Sent: 100 of 1000 blocks")
        .endsWith("info Sent: 1000 of 1000 blocks");
  }

  @Test
  void aVolumeIsNamedAndItsBlocksAreCountedAnew() {
    publish.blockUploaded(1, 1);
    publish.imageRead(new BlockPlan(VOLUME, new BlockManifest(1, List.of()), null, List.of()));
    publish.snapshotStarted("snap-2", 1);
    publish.blockUploaded(1, 1);

    assertThat(log.lines())
        .containsExactly(
            "info Sent: 1 of 1 blocks",
            "info To send of volume data: 0 of 4 blocks (0.0 MiB); the others are zero",
            "info Snapshot: snap-2, for a volume of 1 GiB",
            "info Sent: 1 of 1 blocks");
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
  void ofFewBlocksEachIsTold() {
    for (int done = 1; done <= 3; done++) {
      publish.blockUploaded(done, 3);
    }

    assertThat(log.lines())
        .containsExactly(
            "info Sent: 1 of 3 blocks", "info Sent: 2 of 3 blocks", "info Sent: 3 of 3 blocks");
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
}
