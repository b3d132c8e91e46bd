package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.RefusedSnapshotException;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import io.github.ec2unikernel.plugin.aws.SnapshotSpec;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import io.github.ec2unikernel.plugin.publish.Resource.Kind;
import io.github.ec2unikernel.plugin.publish.UploadOptions.Verify;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run's sending of disks into snapshots; what a killed run has sent is not sent again. */
final class DirectUpload {

  private final Work work;
  private final Map<String, String> tags;
  private final ManifestStore manifests;
  private final AwsConnection aws;

  DirectUpload(Work work, Map<String, String> tags, ManifestStore manifests) {
    this.work = work;
    this.tags = tags;
    this.manifests = manifests;
    aws = work.aws();
  }

  /** A snapshot that all blocks were put into, and how many of them by this run. */
  private record Sealed(BlockPlan plan, SnapshotWriter writer, int blocks) {}

  /** Returns the disks' snapshots; AWS completes them side by side. */
  Map<DiskSource, Snapshot> make(List<BlockPlan> plans) {
    List<Sealed> whole = new ArrayList<>();
    plans.forEach(plan -> whole.add(send(plan)));
    Map<DiskSource, Snapshot> made = new LinkedHashMap<>();
    whole.forEach(each -> made.put(each.plan().disk(), completed(each)));
    return made;
  }

  private Sealed send(BlockPlan plan) {
    Resource before = resource(plan.disk());
    if (before == null) {
      return begin(plan, false);
    }
    Optional<SnapshotRecord> begun = begun(plan.disk(), before);
    if (begun.isPresent()) {
      return goOn(plan, begun.get());
    }
    // The same delta would be as faulty; and its token would give the deleted snapshot back.
    boolean isFaulty = before.replaced() != null;
    return begin(isFaulty ? BlockPlan.full(plan.disk(), plan.manifest()) : plan, true);
  }

  private @Nullable Resource resource(DiskSource disk) {
    return work.journal().state().resource(Kind.SNAPSHOT, aws.region(), disk.name());
  }

  /** Returns the snapshot that a killed run has begun for the disk. */
  private Optional<SnapshotRecord> begun(DiskSource disk, Resource resource) {
    String id = resource.id();
    if (id != null) {
      return Optional.of(
          aws.snapshots()
              .byId(id)
              .orElseThrow(() -> new DeadResourceException("The snapshot " + id + " is gone.")));
    }
    // It may have been started although no answer with its id came.
    Map<String, String> itsTags = ResourceTags.ofSnapshot(tags, work.request(), disk);
    Optional<SnapshotRecord> found =
        aws.snapshots().with(ResourceTags.ATTEMPT, work.attempt().id()).stream()
            .filter(it -> ResourceTags.isOfDisk(it.tags(), itsTags))
            // Another disk of the same content has one of its own.
            .filter(it -> !work.journal().hasMade(it.id()))
            .findFirst();
    found.ifPresent(it -> work.journal().made(Kind.SNAPSHOT, aws.region(), disk.name(), it.id()));
    return found;
  }

  private Sealed goOn(BlockPlan plan, SnapshotRecord begun) {
    if (!begun.isUsable()) {
      throw new DeadResourceException("The snapshot " + begun.id() + " is " + begun.state() + ".");
    }
    SnapshotWriter writer = aws.snapshots().resume(begun);
    BlockPlan asBegun = asBegun(plan, begun);
    return writer.isCompleted() ? new Sealed(asBegun, writer, 0) : send(asBegun, writer, true);
  }

  private static BlockPlan asBegun(BlockPlan plan, SnapshotRecord begun) {
    String parent = begun.tags().get(ResourceTags.PARENT);
    if (!plan.manifest().digest().equals(begun.tags().get(ResourceTags.BLOCKS))
        || (parent != null && !parent.equals(plan.parentId()))) {
      throw new DeadResourceException("The snapshot " + begun.id() + " was begun otherwise.");
    }
    return parent == null ? BlockPlan.full(plan.disk(), plan.manifest()) : plan;
  }

  /** Starts a snapshot, which a killed run may have started before, unseen. */
  private Sealed begin(BlockPlan plan, boolean again) {
    work.journal().intend(Kind.SNAPSHOT, aws.region(), plan.disk().name());
    try {
      return send(plan, started(plan), again);
    } catch (RefusedSnapshotException e) {
      // Only the start throws it, and only of a parent.
      work.listener()
          .warning(
              "%s can't be the parent of the new snapshot, and all of it is sent: %s"
                  .formatted(plan.parentId(), e.getMessage()));
      return begin(BlockPlan.full(plan.disk(), plan.manifest()), again);
    }
  }

  private SnapshotWriter started(BlockPlan plan) {
    SnapshotWriter writer = aws.snapshots().start(spec(plan));
    work.journal().account(writer.account());
    work.journal().made(Kind.SNAPSHOT, aws.region(), plan.disk().name(), writer.id());
    return writer;
  }

  private Sealed send(BlockPlan plan, SnapshotWriter writer, boolean again) {
    work.listener().snapshotStarted(writer.id(), plan.volumeSizeGib());
    try (BlockJournal journal = BlockJournal.open(journalFile(plan.disk()), writer.id())) {
      BlockUploader uploader = new BlockUploader(plan, writer, journal, work.listener());
      int sent = uploader.upload(work.request().upload().connections());
      writer.complete(plan.blocks().size(), plan.checksum(), uploader::putAgain);
      return new Sealed(plan, writer, sent);
    } catch (RefusedSnapshotException e) {
      if (!again) {
        throw e.problem();
      }
      // The killed run may have sealed it; its list of what it sent is needless then.
      if (writer.wasSealed()) {
        return new Sealed(plan, writer, 0);
      }
      throw new DeadResourceException(String.valueOf(e.getMessage()));
    }
  }

  private Snapshot completed(Sealed whole) {
    BlockPlan plan = whole.plan();
    whole.writer().awaitCompleted(work.request().limits().snapshotTimeout());
    Optional<String> fault = isToVerify(plan) ? fault(whole) : Optional.empty();
    if (fault.isPresent()) {
      return again(whole, fault.get());
    }
    manifests.keep(plan.disk(), plan.manifest()).ifPresent(work.listener()::warning);
    BlockJournal.delete(journalFile(plan.disk()));
    Snapshot snapshot =
        new Snapshot(
            whole.writer().id(),
            plan.volumeSizeGib(),
            whole.blocks(),
            (long) whole.blocks() * SnapshotWriter.BLOCK_SIZE);
    work.listener().snapshotCompleted(snapshot);
    return snapshot;
  }

  private boolean isToVerify(BlockPlan plan) {
    Verify verify = work.request().upload().verify();
    return verify == Verify.ALWAYS || (verify == Verify.DELTA && plan.isDelta());
  }

  private Optional<String> fault(Sealed whole) {
    String id = whole.writer().id();
    Optional<String> fault =
        new SnapshotVerifier(aws.snapshots().reader(id), whole.plan().manifest())
            .fault(work.request().upload().connections());
    if (fault.isEmpty()) {
      work.listener().snapshotVerified(id);
    }
    return fault;
  }

  /** Replaces a snapshot that does not hold what it should by one that all is sent into. */
  private Snapshot again(Sealed faulty, String fault) {
    BlockPlan plan = faulty.plan();
    String id = faulty.writer().id();
    if (!plan.isDelta()) {
      throw Problems.faulty(id, fault);
    }
    work.listener()
        .warning("%s is not what was sent (%s), and all of it is sent.".formatted(id, fault));
    work.journal().again(Kind.SNAPSHOT, aws.region(), plan.disk().name(), id);
    aws.snapshots().delete(id);
    return completed(begin(BlockPlan.full(plan.disk(), plan.manifest()), false));
  }

  private Path journalFile(DiskSource disk) {
    String name = "sent-" + aws.region() + (disk.isRoot() ? "" : "-" + disk.name());
    return work.request().resultDirectory().resolve(name);
  }

  private SnapshotSpec spec(BlockPlan plan) {
    // The token makes a repeated StartSnapshot, whose first answer was lost, give the same
    // snapshot. It holds the attempt besides the content: AWS remembers the token of a snapshot
    // that failed or was deleted by an undo, and would give the next run that dead snapshot back.
    // And the parent: the same token with another one would be refused.
    Attempt attempt = work.attempt();
    String token =
        Sha256.hex(
            String.join(
                ":",
                attempt.content(),
                attempt.id(),
                plan.disk().device(),
                Objects.requireNonNullElse(plan.parentId(), "")));
    return new SnapshotSpec(
        plan.volumeSizeGib(),
        work.request().description(),
        token,
        work.request().limits().idleTimeout(),
        ResourceTags.ofSnapshot(tags, work.request(), plan),
        plan.parentId(),
        work.request().upload().encryption().in(aws.region()));
  }
}
