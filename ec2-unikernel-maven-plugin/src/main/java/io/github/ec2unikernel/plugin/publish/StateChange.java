package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.publish.PublishState.Pending;
import io.github.ec2unikernel.plugin.publish.PublishState.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's state on its way to the next one. */
final class StateChange {

  private final PublishState before;
  private final List<VolumeState> volumes;
  private final List<String> createdSnapshots;
  private Phase phase;
  private @Nullable String account;
  private String name;
  private @Nullable String snapshotId;
  private @Nullable Pending pending;
  private @Nullable String imageId;
  private @Nullable Instant finishedAt;
  private int blocksSent;
  private long bytesSent;
  private boolean reused;

  StateChange(PublishState before) {
    this.before = before;
    volumes = new ArrayList<>(before.volumes());
    createdSnapshots = new ArrayList<>(before.createdSnapshots());
    phase = before.phase();
    account = before.account();
    name = before.name();
    snapshotId = before.snapshotId();
    pending = before.pending();
    imageId = before.imageId();
    finishedAt = before.finishedAt();
    blocksSent = before.blocksSent();
    bytesSent = before.bytesSent();
    reused = before.reused();
  }

  /** Something is about to be created. */
  StateChange creating(Pending what) {
    pending = what;
    return this;
  }

  /** The run has created a snapshot of the disk. */
  StateChange created(DiskSource disk, String id, @Nullable String owner) {
    account = owner;
    createdSnapshots.add(id);
    pending = null;
    return has(disk, id);
  }

  /** The disk has a snapshot. */
  StateChange has(DiskSource disk, String id) {
    if (disk.isRoot()) {
      snapshotId = id;
    } else {
      volumes.replaceAll(it -> it.name().equals(disk.name()) ? it.with(id) : it);
    }
    return this;
  }

  /** The plan's blocks were sent. */
  StateChange sent(BlockPlan plan) {
    blocksSent += plan.blocks().size();
    bytesSent += plan.bytes();
    return this;
  }

  /** The AMI is registered. */
  StateChange registered(String id) {
    imageId = id;
    pending = null;
    return this;
  }

  /** The run has ended; undone, it has nothing to name. */
  StateChange ended(Phase how, Instant when) {
    phase = how;
    finishedAt = when;
    if (how == Phase.UNDONE) {
      snapshotId = null;
      volumes.replaceAll(volume -> volume.with(null));
      createdSnapshots.clear();
      pending = null;
      imageId = null;
    }
    return this;
  }

  /** The run has found its AMI in the account. */
  StateChange reusing(MachineImage image) {
    name = image.name();
    snapshotId = image.snapshot().id();
    for (Map.Entry<String, Snapshot> volume : image.volumes().entrySet()) {
      String id = volume.getValue().id();
      volumes.replaceAll(it -> it.name().equals(volume.getKey()) ? it.with(id) : it);
    }
    imageId = image.id();
    blocksSent = 0;
    bytesSent = 0;
    reused = true;
    return this;
  }

  PublishState done() {
    return new PublishState(
        phase,
        before.attempt(),
        before.content(),
        before.imageSha256(),
        before.region(),
        before.endpoint(),
        before.place(),
        account,
        name,
        before.kernelId(),
        snapshotId,
        volumes,
        createdSnapshots,
        pending,
        imageId,
        before.startedAt(),
        finishedAt,
        blocksSent,
        bytesSent,
        reused,
        before.leftBehind());
  }
}
