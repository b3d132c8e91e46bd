package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.SnapshotSpec;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends disks into snapshots of their own, one after the other. */
final class SnapshotMaker {

  private final PublishRequest request;
  private final AwsConnection aws;
  private final PublishListener listener;
  private final Journal journal;

  SnapshotMaker(
      PublishRequest request, AwsConnection aws, PublishListener listener, Journal journal) {
    this.request = request;
    this.aws = aws;
    this.listener = listener;
    this.journal = journal;
  }

  /** Returns the snapshots once all are complete; AWS completes them side by side. */
  Map<DiskSource, Snapshot> make(List<BlockPlan> plans, Map<String, String> tags) {
    Map<BlockPlan, SnapshotWriter> sealed = new LinkedHashMap<>();
    for (BlockPlan plan : plans) {
      sealed.put(plan, upload(plan, tags));
    }
    Map<DiskSource, Snapshot> made = new LinkedHashMap<>();
    sealed.forEach((plan, writer) -> made.put(plan.disk(), completed(plan, writer)));
    return made;
  }

  private SnapshotWriter upload(BlockPlan plan, Map<String, String> tags) {
    journal.snapshotStarting();
    SnapshotWriter writer = aws.snapshots().start(spec(plan, tags));
    journal.snapshotStarted(plan.disk(), writer.id(), writer.account());
    listener.snapshotStarted(writer.id(), plan.volumeSizeGib());
    new BlockUploader(plan, writer, listener).upload(request.limits().connections());
    journal.uploaded(plan);
    writer.complete(plan.blocks().size(), plan.checksum());
    return writer;
  }

  private Snapshot completed(BlockPlan plan, SnapshotWriter writer) {
    writer.awaitCompleted(request.limits().snapshotTimeout());
    Snapshot snapshot =
        new Snapshot(writer.id(), plan.volumeSizeGib(), plan.blocks().size(), plan.bytes());
    listener.snapshotCompleted(snapshot);
    return snapshot;
  }

  private SnapshotSpec spec(BlockPlan plan, Map<String, String> tags) {
    // The token makes a repeated StartSnapshot, whose first answer was lost, give the same
    // snapshot.
    // It holds the attempt besides the content: AWS remembers the token of a snapshot that failed
    // or was deleted by an undo, and would give the next run that dead snapshot back.
    PublishState run = journal.state();
    String token = Sha256.hex(run.content() + ":" + run.attempt() + ":" + plan.disk().device());
    return new SnapshotSpec(
        plan.volumeSizeGib(),
        request.description(),
        token,
        request.limits().idleTimeout(),
        ResourceTags.ofSnapshot(tags, plan.disk()));
  }
}
