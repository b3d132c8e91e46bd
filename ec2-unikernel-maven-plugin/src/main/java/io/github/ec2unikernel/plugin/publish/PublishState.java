package io.github.ec2unikernel.plugin.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run has created so far, as state.json keeps it.
 *
 * @param phase how far it is
 * @param attempt the run's own id, a tag of all it creates
 * @param content the identity of what is published
 * @param imageSha256 the disk's SHA-256
 * @param region where
 * @param endpoint the endpoint that stood in for AWS, or null
 * @param place the name that the endpoint keeps although its URL changes, or null
 * @param account the account's id, once it is known
 * @param name the machine image's name
 * @param kernelId the AKI it boots
 * @param snapshotId the snapshot, once there is one
 * @param imageId the AMI, once there is one
 * @param startedAt when the run began
 * @param finishedAt when it ended, well or not
 * @param blocksSent how many blocks of 512 KiB were sent
 * @param bytesSent how many bytes that was
 * @param reused whether the AMI was there before
 * @param leftBehind earlier runs whose leftovers could not be deleted yet
 */
public record PublishState(
    Phase phase,
    String attempt,
    String content,
    String imageSha256,
    String region,
    @Nullable String endpoint,
    @Nullable String place,
    @Nullable String account,
    String name,
    String kernelId,
    @Nullable String snapshotId,
    @Nullable String imageId,
    Instant startedAt,
    @Nullable Instant finishedAt,
    int blocksSent,
    long bytesSent,
    boolean reused,
    List<UnfinishedRun> leftBehind) {

  /** Takes a copy of the earlier runs; a file without them has none. */
  public PublishState {
    leftBehind = leftBehind == null ? List.of() : List.copyOf(leftBehind);
  }

  /** How far a run is. */
  public enum Phase {
    /** It works; or it was killed, and what it made is still there. */
    RUNNING,
    /** The AMI is available. */
    PUBLISHED,
    /** It failed, and deleted what it had made. */
    UNDONE,
    /** It failed, and could not delete all that it had made. */
    LEFT_BEHIND
  }

  /** Returns all runs of which something may be left, this one among them if it is unfinished. */
  List<UnfinishedRun> unfinished() {
    List<UnfinishedRun> runs = new ArrayList<>(leftBehind);
    if (phase == Phase.RUNNING || phase == Phase.LEFT_BEHIND) {
      runs.add(UnfinishedRun.of(this));
    }
    return runs;
  }

  PublishState withSnapshot(String id, @Nullable String owner) {
    return next(phase, owner, id, imageId, finishedAt, blocksSent, bytesSent);
  }

  PublishState withUpload(BlockPlan plan) {
    return next(
        phase, account, snapshotId, imageId, finishedAt, plan.blocks().size(), plan.bytes());
  }

  PublishState withImage(String id) {
    return next(phase, account, snapshotId, id, finishedAt, blocksSent, bytesSent);
  }

  PublishState ended(Phase how, Instant when) {
    boolean gone = how == Phase.UNDONE;
    return next(
        how, account, gone ? null : snapshotId, gone ? null : imageId, when, blocksSent, bytesSent);
  }

  PublishState reusing(MachineImage image, Instant when) {
    return new PublishState(
        Phase.PUBLISHED,
        attempt,
        content,
        imageSha256,
        region,
        endpoint,
        place,
        account,
        image.name(),
        kernelId,
        image.snapshot().id(),
        image.id(),
        startedAt,
        when,
        0,
        0,
        true,
        leftBehind);
  }

  private PublishState next(
      Phase newPhase,
      @Nullable String owner,
      @Nullable String snapshot,
      @Nullable String image,
      @Nullable Instant finished,
      int blocks,
      long bytes) {
    return new PublishState(
        newPhase,
        attempt,
        content,
        imageSha256,
        region,
        endpoint,
        place,
        owner,
        name,
        kernelId,
        snapshot,
        image,
        startedAt,
        finished,
        blocks,
        bytes,
        reused,
        leftBehind);
  }
}
