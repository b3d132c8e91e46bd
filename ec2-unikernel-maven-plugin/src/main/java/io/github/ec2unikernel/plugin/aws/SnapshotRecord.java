package io.github.ec2unikernel.plugin.aws;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/**
 * A snapshot as EC2 describes it.
 *
 * @param id its id
 * @param state {@code pending}, {@code completed}, {@code error} and others
 * @param volumeSizeGib the size of its volume in GiB
 * @param encrypted whether it is encrypted
 * @param kmsKeyId the ARN of its key, or null
 * @param startedAt when it was started
 * @param tags its tags
 */
public record SnapshotRecord(
    String id,
    String state,
    int volumeSizeGib,
    boolean encrypted,
    @Nullable String kmsKeyId,
    Instant startedAt,
    Map<String, String> tags) {

  static SnapshotRecord of(Snapshot snapshot) {
    Map<String, String> tags = new TreeMap<>();
    snapshot.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    Instant startedAt = snapshot.startTime();
    return new SnapshotRecord(
        snapshot.snapshotId(),
        String.valueOf(snapshot.stateAsString()),
        snapshot.volumeSize() == null ? 0 : snapshot.volumeSize(),
        Boolean.TRUE.equals(snapshot.encrypted()),
        snapshot.kmsKeyId(),
        startedAt == null ? Instant.EPOCH : startedAt,
        tags);
  }

  /** Returns whether blocks can be put into it, or images registered from it. */
  public boolean isUsable() {
    return state.equals("pending") || isCompleted();
  }

  /** Returns whether it is complete. */
  public boolean isCompleted() {
    return state.equals("completed");
  }

  /** Returns whether it is encrypted as it is wanted. */
  public boolean suits(Encryption wanted) {
    return wanted.suits(encrypted, kmsKeyId);
  }
}
