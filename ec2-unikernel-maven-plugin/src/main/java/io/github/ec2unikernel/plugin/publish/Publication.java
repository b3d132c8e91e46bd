package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.DiskMapping;
import io.github.ec2unikernel.plugin.aws.ImageSpec;
import io.github.ec2unikernel.plugin.aws.NameTakenException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One run that creates snapshots and an image of them, or nothing. */
final class Publication {

  private final PublishRequest request;
  private final AwsConnection aws;
  private final PublishListener listener;
  private final Journal journal;

  Publication(
      PublishRequest request, AwsConnection aws, PublishListener listener, Journal journal) {
    this.request = request;
    this.aws = aws;
    this.listener = listener;
    this.journal = journal;
  }

  /**
   * Returns the image once it is available.
   *
   * @param found the disks whose snapshots are there already
   * @param plans what is to be sent of the others
   * @throws NameTakenException if somebody took the name meanwhile; nothing is left then
   */
  MachineImage run(
      Map<DiskSource, Snapshot> found, List<BlockPlan> plans, Map<String, String> tags) {
    ExitGuard guard = ExitGuard.engage();
    try {
      MachineImage image = register(snapshots(found, plans, tags), tags);
      journal.ended(PublishState.Phase.PUBLISHED);
      return image;
    } catch (NameTakenException e) {
      List<LeftBehind> left = undo(e);
      if (left.isEmpty()) {
        throw e;
      }
      throw Problems.leaving(
          left, new EnvironmentException(String.valueOf(e.getMessage()), "Run the goal again.", e));
    } catch (ProblemException e) {
      throw Problems.leaving(undo(e), e);
    } catch (RuntimeException | Error e) {
      // A fault of ours keeps its own type and trace; what is left goes to the listener and the
      // state file.
      undo(e);
      throw e;
    } finally {
      guard.release();
    }
  }

  private Map<DiskSource, Snapshot> snapshots(
      Map<DiskSource, Snapshot> found, List<BlockPlan> plans, Map<String, String> tags) {
    journal.snapshotsFound(found);
    Map<DiskSource, Snapshot> all = new LinkedHashMap<>(found);
    all.putAll(new SnapshotMaker(request, aws, listener, journal).make(plans, tags));
    return all;
  }

  private MachineImage register(Map<DiskSource, Snapshot> snapshots, Map<String, String> tags) {
    PublishState run = journal.state();
    List<DiskMapping> disks =
        request.disks().stream()
            .map(disk -> mapping(disk, Objects.requireNonNull(snapshots.get(disk))))
            .toList();
    journal.imageRegistering();
    String id =
        aws.images()
            .register(
                new ImageSpec(run.name(), request.description(), run.kernelId(), disks, tags));
    journal.imageRegistered(id);
    listener.imageRegistered(id, run.name());
    aws.images().awaitAvailable(id, request.limits().imageTimeout());
    return MachineImage.of(id, run.name(), aws.region(), run.kernelId(), snapshots, false);
  }

  private static DiskMapping mapping(DiskSource disk, Snapshot snapshot) {
    return new DiskMapping(disk.device(), snapshot.id(), snapshot.volumeSizeGib());
  }

  private List<LeftBehind> undo(Throwable problem) {
    List<LeftBehind> left = new Undo(aws, listener).undo(UnfinishedRun.of(journal.state()));
    try {
      journal.ended(left.isEmpty() ? PublishState.Phase.UNDONE : PublishState.Phase.LEFT_BEHIND);
    } catch (EnvironmentException e) {
      problem.addSuppressed(e);
    }
    return left;
  }
}
