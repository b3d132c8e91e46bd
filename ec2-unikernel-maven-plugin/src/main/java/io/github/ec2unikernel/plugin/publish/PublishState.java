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
 * @param snapshotId the disk's snapshot, once there is one
 * @param volumes the volumes beside the disk
 * @param createdSnapshots those snapshots that this run has created
 * @param pending what it is creating now and has no id of yet, or null
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
    List<VolumeState> volumes,
    List<String> createdSnapshots,
    @Nullable Pending pending,
    @Nullable String imageId,
    Instant startedAt,
    @Nullable Instant finishedAt,
    int blocksSent,
    long bytesSent,
    boolean reused,
    List<UnfinishedRun> leftBehind) {

  /** Takes copies; a file without the lists has none. */
  public PublishState {
    volumes = volumes == null ? List.of() : List.copyOf(volumes);
    createdSnapshots = createdSnapshots == null ? List.of() : List.copyOf(createdSnapshots);
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

  /** What may have been created although no answer with its id has come. */
  public enum Pending {
    /** A snapshot. */
    SNAPSHOT,
    /** The AMI. */
    IMAGE
  }

  /** Returns all runs of which something may be left, this one among them if it is unfinished. */
  List<UnfinishedRun> unfinished() {
    List<UnfinishedRun> runs = new ArrayList<>(leftBehind);
    if (phase == Phase.RUNNING || phase == Phase.LEFT_BEHIND) {
      runs.add(UnfinishedRun.of(this));
    }
    return runs;
  }

  /** Returns the state to change. */
  StateChange change() {
    return new StateChange(this);
  }
}
