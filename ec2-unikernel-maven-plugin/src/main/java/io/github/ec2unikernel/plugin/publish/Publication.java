package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageSpec;
import io.github.ec2unikernel.plugin.aws.NameTakenException;
import io.github.ec2unikernel.plugin.aws.SnapshotSpec;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.util.List;
import java.util.Map;

/** One run that creates a snapshot and an image of it, or nothing. */
final class Publication {

  private static final int LONGEST_DESCRIPTION = 255;

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
   * @throws NameTakenException if somebody took the name meanwhile; nothing is left then
   */
  MachineImage run(BlockPlan plan, Map<String, String> tags) {
    ExitGuard guard = ExitGuard.engage();
    try {
      MachineImage image = register(upload(plan, tags), tags);
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

  private Snapshot upload(BlockPlan plan, Map<String, String> tags) {
    SnapshotWriter writer = aws.snapshots().start(spec(plan, tags));
    journal.snapshotStarted(writer.id(), writer.account());
    listener.snapshotStarted(writer.id(), plan.volumeSizeGib());
    new BlockUploader(request.image(), plan, writer, listener)
        .upload(request.limits().connections());
    journal.uploaded(plan);
    writer.complete(plan.blocks().size(), plan.checksum());
    writer.awaitCompleted(request.limits().snapshotTimeout());
    Snapshot snapshot =
        new Snapshot(writer.id(), plan.volumeSizeGib(), plan.blocks().size(), plan.bytes());
    listener.snapshotCompleted(snapshot);
    return snapshot;
  }

  private MachineImage register(Snapshot snapshot, Map<String, String> tags) {
    PublishState run = journal.state();
    String id =
        aws.images()
            .register(
                new ImageSpec(
                    run.name(),
                    description(),
                    run.kernelId(),
                    snapshot.id(),
                    snapshot.volumeSizeGib(),
                    tags));
    journal.imageRegistered(id);
    listener.imageRegistered(id, run.name());
    aws.images().awaitAvailable(id, request.limits().imageTimeout());
    return new MachineImage(id, run.name(), aws.region(), run.kernelId(), snapshot, false);
  }

  private SnapshotSpec spec(BlockPlan plan, Map<String, String> tags) {
    // The token makes a repeated StartSnapshot, whose first answer was lost, give the same
    // snapshot.
    // It holds the attempt besides the content: AWS remembers the token of a snapshot that failed
    // or was deleted by an undo, and would give the next run that dead snapshot back.
    String token = Sha256.hex(journal.state().content() + ":" + journal.state().attempt());
    return new SnapshotSpec(
        plan.volumeSizeGib(), description(), token, request.limits().idleTimeout(), tags);
  }

  private String description() {
    String text = request.coordinates() + ", by ec2-unikernel " + request.toolVersion();
    return text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION));
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
