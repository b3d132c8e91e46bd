package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.SnapshotSpec;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import io.github.ec2unikernel.plugin.aws.Snapshots.State;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends disks block by block through the EBS direct APIs, one disk after the other. */
final class DirectWay implements SnapshotWay {

  private final PublishListener listener;

  DirectWay(PublishListener listener) {
    this.listener = listener;
  }

  @Override
  public Planned plan(List<DiskSource> disks) {
    List<BlockPlan> plans = new ArrayList<>();
    for (DiskSource disk : disks) {
      BlockPlan plan = new BlockPlanner().plan(disk);
      listener.imageRead(plan);
      plans.add(plan);
    }
    return (work, tags) -> new Sending(work, tags).make(plans);
  }

  /** One run's sending. */
  private record Sending(Work work, Map<String, String> tags) {

    // AWS completes the snapshots side by side.
    Map<DiskSource, Snapshot> make(List<BlockPlan> plans) {
      Map<BlockPlan, SnapshotWriter> sealed = new LinkedHashMap<>();
      for (BlockPlan plan : plans) {
        sealed.put(plan, sealed(plan));
      }
      Map<DiskSource, Snapshot> made = new LinkedHashMap<>();
      sealed.forEach((plan, writer) -> made.put(plan.disk(), completed(plan, writer)));
      return made;
    }

    private SnapshotWriter sealed(BlockPlan plan) {
      SnapshotWriter writer = writer(plan);
      if (writer.isCompleted()) {
        return writer;
      }
      work.listener().snapshotStarted(writer.id(), plan.volumeSizeGib());
      new BlockUploader(plan, writer, work.listener())
          .upload(work.request().upload().connections());
      writer.complete(plan.blocks().size(), plan.checksum());
      return writer;
    }

    /** Returns what writes the disk's snapshot, that of a killed run if there is one. */
    private SnapshotWriter writer(BlockPlan plan) {
      AwsConnection aws = work.aws();
      Journal journal = work.journal();
      String disk = plan.disk().name();
      Optional<String> known = journal.known(Kind.SNAPSHOT, aws.region(), disk);
      if (known.isPresent()) {
        State state = aws.snapshots().state(known.get());
        if (!state.isUsable()) {
          throw new DeadResourceException(
              "The snapshot " + known.get() + " is " + state.word() + ".");
        }
        return aws.snapshots().resume(known.get(), state);
      }
      journal.intend(Kind.SNAPSHOT, aws.region(), disk);
      SnapshotWriter writer = aws.snapshots().start(spec(plan));
      journal.account(writer.account());
      journal.made(Kind.SNAPSHOT, aws.region(), disk, writer.id());
      return writer;
    }

    private Snapshot completed(BlockPlan plan, SnapshotWriter writer) {
      writer.awaitCompleted(work.request().limits().snapshotTimeout());
      Snapshot snapshot =
          new Snapshot(writer.id(), plan.volumeSizeGib(), plan.blocks().size(), plan.bytes());
      work.listener().snapshotCompleted(snapshot);
      return snapshot;
    }

    private SnapshotSpec spec(BlockPlan plan) {
      // The token makes a repeated StartSnapshot, whose first answer was lost, give the same
      // snapshot.
      // It holds the attempt besides the content: AWS remembers the token of a snapshot that failed
      // or was deleted by an undo, and would give the next run that dead snapshot back.
      Attempt attempt = work.attempt();
      String token =
          Sha256.hex(attempt.content() + ":" + attempt.id() + ":" + plan.disk().device());
      return new SnapshotSpec(
          plan.volumeSizeGib(),
          work.request().description(),
          token,
          work.request().limits().idleTimeout(),
          ResourceTags.ofSnapshot(tags, plan.disk()));
    }
  }
}
