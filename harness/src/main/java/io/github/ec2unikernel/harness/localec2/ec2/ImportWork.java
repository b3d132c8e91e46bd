package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.BlockFile;
import io.github.ec2unikernel.harness.localec2.state.ObjectBytes;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredImport;
import io.github.ec2unikernel.harness.localec2.state.StoredImport.Phase;
import io.github.ec2unikernel.harness.localec2.state.StoredObject;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.vmimport.BadDiskException;
import io.github.ec2unikernel.harness.localec2.vmimport.DiskConverter;
import io.github.ec2unikernel.harness.localec2.vmimport.VirtualDisk;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.ec2.model.StorageTier;

/**
 * Does what a task's time has come for. Nothing runs between the calls, so a task goes on after a
 * kill when the next one looks at it.
 */
final class ImportWork {

  private static final long GIB = 1L << 30;

  private final State state;
  private final ImportRole role;
  private final ImportStages stages;
  // What another call of this process works on is not worked on twice.
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  ImportWork(State state, ImportRole role, ImportStages stages) {
    this.state = state;
    this.role = role;
    this.stages = stages;
  }

  /** Validates and converts, each when it is time. */
  void advance(Caller caller, StoredImport seen) {
    if (!seen.isActive() || !busy.add(seen.id())) {
      return;
    }
    try {
      // Another call may have done it since.
      Optional<StoredImport> now = state.imports(caller.region()).find(seen.id());
      now.filter(task -> task.phase() == Phase.ACCEPTED)
          .filter(task -> stages.isToValidate(task, caller.now()))
          .ifPresent(task -> validate(caller, task));
      state
          .imports(caller.region())
          .find(seen.id())
          .filter(task -> task.phase() == Phase.VALIDATED)
          .filter(task -> stages.isToConvert(task, caller.now()))
          .ifPresent(task -> convert(caller, task));
    } finally {
      busy.remove(seen.id());
    }
  }

  private void validate(Caller caller, StoredImport task) {
    if (fails(caller, task, false)) {
      return;
    }
    try (ObjectBytes bytes = open(caller, task)) {
      VirtualDisk.of(task.task().snapshotTaskDetail().format(), bytes);
      SnapshotTaskDetail detail =
          task.task().snapshotTaskDetail().toBuilder().diskImageSize((double) bytes.size()).build();
      whileActive(caller, task, active -> change(caller, active, Phase.VALIDATED, detail));
    } catch (BadDiskException e) {
      whileActive(caller, task, active -> end(caller, active, failed(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void convert(Caller caller, StoredImport task) {
    if (fails(caller, task, true)) {
      return;
    }
    // A draft of this call's own: another endpoint may work on the same task.
    BlockFile blocks = state.draft(caller.region());
    try (ObjectBytes bytes = open(caller, task)) {
      VirtualDisk disk = VirtualDisk.of(task.task().snapshotTaskDetail().format(), bytes);
      DiskConverter.convert(disk, blocks);
      complete(caller, task, blocks, disk.size());
    } catch (BadDiskException e) {
      whileActive(caller, task, active -> end(caller, active, failed(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      // Still there when the task was cancelled, or completed by another process.
      blocks.delete();
    }
  }

  /** Ends a task that was asked to fail at this time, and returns whether it was. */
  private boolean fails(Caller caller, StoredImport task, boolean late) {
    Caller.@Nullable ImportFailure failure = task.failure();
    if (failure == null || failure.late() != late) {
      return false;
    }
    whileActive(caller, task, active -> end(caller, active, failure.message()));
    return true;
  }

  private void complete(Caller caller, StoredImport task, BlockFile blocks, long size) {
    String region = caller.region();
    int gibibytes = (int) Math.max(1, (size + GIB - 1) / GIB);
    StoredSnapshot snapshot = snapshot(caller, task, gibibytes);
    SnapshotTaskDetail detail =
        task.task().snapshotTaskDetail().toBuilder().snapshotId(snapshot.id()).build();
    blocks.seal(gibibytes * GIB);
    whileActive(
        caller,
        task,
        active -> {
          blocks.moveTo(state.blocks(region, snapshot.id()));
          state.snapshots(region).put(snapshot.id(), snapshot);
          return change(caller, active, Phase.COMPLETED, detail);
        });
  }

  /** Takes a step with the task as it is now, whose tags may have changed meanwhile. */
  private void whileActive(Caller caller, StoredImport task, UnaryOperator<StoredImport> step) {
    String region = caller.region();
    state.holdingRegion(
        region,
        () -> state.imports(region).find(task.id()).filter(StoredImport::isActive).map(step));
  }

  // The id comes from the task's, so that a kill before the task is written makes no second one.
  private static StoredSnapshot snapshot(Caller caller, StoredImport task, int gibibytes) {
    String id = "snap-" + task.id().substring(task.id().lastIndexOf('-') + 1);
    SnapshotTaskDetail detail = task.task().snapshotTaskDetail();
    Snapshot snapshot =
        Snapshot.builder()
            .snapshotId(id)
            .ownerId(Caller.ACCOUNT)
            .volumeId("vol-ffffffff")
            .volumeSize(gibibytes)
            .description("Created by AWS-VMImport service for " + task.id())
            .startTime(task.started())
            .encrypted(Boolean.TRUE.equals(detail.encrypted()))
            .kmsKeyId(detail.kmsKeyId())
            .storageTier(StorageTier.STANDARD)
            .build();
    Instant completed = caller.now();
    return new StoredSnapshot(
        snapshot, new StoredSnapshot.Writing(null, "", null, id, 0), completed);
  }

  /** Ends a task without a snapshot. */
  StoredImport end(Caller caller, StoredImport task, String message) {
    SnapshotTaskDetail detail =
        task.task().snapshotTaskDetail().toBuilder().statusMessage(message).build();
    return change(caller, task, Phase.DELETED, detail);
  }

  private StoredImport change(
      Caller caller, StoredImport task, Phase phase, SnapshotTaskDetail detail) {
    ImportSnapshotTask outside = task.task().toBuilder().snapshotTaskDetail(detail).build();
    StoredImport changed = task.in(phase, outside, caller.now());
    state.imports(caller.region()).put(task.id(), changed);
    return changed;
  }

  private ObjectBytes open(Caller caller, StoredImport task) throws BadDiskException {
    ImportSource source = new ImportSource(task.source().bucket(), task.source().key());
    if (!role.mayRead(caller, task.source().roleName(), source)) {
      throw new BadDiskException(
          "We do not have access to the given resource. Reason 403 Forbidden");
    }
    ObjectStore store = state.objects();
    return store
        .holding(
            source.bucket(),
            () ->
                store
                    .objects(source.bucket())
                    .find(ObjectStore.objectId(source.key()))
                    .map(object -> open(store, source, object)))
        .orElseThrow(
            () ->
                new BadDiskException(
                    "We do not have access to the given resource. Reason 404 Not Found"));
  }

  private static ObjectBytes open(ObjectStore store, ImportSource source, StoredObject object) {
    try {
      return store.bytes(source.bucket(), object.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String failed(BadDiskException e) {
    return "ClientError: Disk validation failed [" + e.getMessage() + "]";
  }
}
