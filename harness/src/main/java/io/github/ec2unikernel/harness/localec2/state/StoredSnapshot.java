package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/**
 * A snapshot, how it is being written, and when it was or will be completed.
 *
 * @param completedAt when it stops being pending, null until CompleteSnapshot
 */
public record StoredSnapshot(Snapshot snapshot, Writing writing, @Nullable Instant completedAt) {

  /**
   * How a snapshot is written through EBS direct.
   *
   * @param clientToken the token that StartSnapshot came with
   * @param request what StartSnapshot asked for, to compare with another use of the token
   * @param parentId the snapshot it differs from, if any
   * @param lineage the first snapshot of the chain of parents, itself if there is none
   * @param timeoutMinutes how long it may lie without a call
   */
  public record Writing(
      @Nullable String clientToken,
      String request,
      @Nullable String parentId,
      String lineage,
      int timeoutMinutes) {}

  /** Returns the snapshot's id. */
  public String id() {
    return snapshot.snapshotId();
  }

  /** Returns whether blocks can't be put any more because CompleteSnapshot was called. */
  public boolean isSealed() {
    return completedAt != null;
  }

  /** Returns the number of blocks of 512 KiB that the volume has. */
  public long blocks() {
    return snapshot.volumeSize() * (1L << 30) / BlockFile.BLOCK_SIZE;
  }

  /**
   * Returns the snapshot as it is seen at a time.
   *
   * @param lastPut when a block was last put
   */
  public Snapshot seen(Instant now, Instant lastPut) {
    SnapshotState state = state(now, lastPut);
    Snapshot.Builder seen =
        snapshot.toBuilder()
            .state(state)
            .progress(state == SnapshotState.COMPLETED ? "100%" : "0%");
    if (state == SnapshotState.COMPLETED) {
      seen.completionTime(completedAt);
    }
    return seen.build();
  }

  /** Returns the state in which the snapshot is at a time. */
  public SnapshotState state(Instant now, Instant lastPut) {
    if (completedAt != null) {
      return now.isBefore(completedAt) ? SnapshotState.PENDING : SnapshotState.COMPLETED;
    }
    Instant start = snapshot.startTime();
    Instant last = lastPut.isAfter(start) ? lastPut : start;
    boolean late = now.isAfter(last.plusSeconds(60L * writing.timeoutMinutes));
    return late ? SnapshotState.ERROR : SnapshotState.PENDING;
  }

  /** Returns the same snapshot with another outside. */
  public StoredSnapshot with(Snapshot changed) {
    return new StoredSnapshot(changed, writing, completedAt);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("snapshot", JsonWriter.write(snapshot));
    json.addProperty("clientToken", writing.clientToken());
    json.addProperty("request", writing.request());
    json.addProperty("parentId", writing.parentId());
    json.addProperty("lineage", writing.lineage());
    json.addProperty("timeoutMinutes", writing.timeoutMinutes());
    if (completedAt != null) {
      json.addProperty("completedAt", completedAt.toString());
    }
    return json;
  }

  static StoredSnapshot of(JsonObject json) {
    String completedAt = text(json, "completedAt");
    return new StoredSnapshot(
        (Snapshot) JsonReader.read(json.getAsJsonObject("snapshot"), Snapshot.builder()),
        new Writing(
            text(json, "clientToken"),
            json.get("request").getAsString(),
            text(json, "parentId"),
            json.get("lineage").getAsString(),
            json.get("timeoutMinutes").getAsInt()),
        completedAt == null ? null : Instant.parse(completedAt));
  }

  private static @Nullable String text(JsonObject json, String name) {
    return json.has(name) && !json.get(name).isJsonNull() ? json.get(name).getAsString() : null;
  }
}
