package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/**
 * A snapshot, how it is being written, and when it was or will be completed.
 *
 * @param permissions who else may make volumes of it
 * @param completedAt when it stops being pending, null until CompleteSnapshot
 */
public record StoredSnapshot(
    Snapshot snapshot,
    Writing writing,
    List<CreateVolumePermission> permissions,
    @Nullable Instant completedAt) {

  /** Takes a copy of the permissions. */
  public StoredSnapshot {
    permissions = List.copyOf(permissions);
  }

  /** Creates a snapshot of which only its owner may make volumes. */
  public StoredSnapshot(Snapshot snapshot, Writing writing, @Nullable Instant completedAt) {
    this(snapshot, writing, List.of(), completedAt);
  }

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
    return new StoredSnapshot(changed, writing, permissions, completedAt);
  }

  /** Returns the same snapshot, to be completed at a time. */
  public StoredSnapshot completed(Instant at) {
    return new StoredSnapshot(snapshot, writing, permissions, at);
  }

  /** Returns the same snapshot with other permissions. */
  public StoredSnapshot with(List<CreateVolumePermission> changed) {
    return new StoredSnapshot(snapshot, writing, changed, completedAt);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("snapshot", JsonWriter.write(snapshot));
    json.addProperty("clientToken", writing.clientToken());
    json.addProperty("request", writing.request());
    json.addProperty("parentId", writing.parentId());
    json.addProperty("lineage", writing.lineage());
    json.addProperty("timeoutMinutes", writing.timeoutMinutes());
    JsonArray granted = new JsonArray();
    permissions.forEach(permission -> granted.add(JsonWriter.write(permission)));
    json.add("permissions", granted);
    if (completedAt != null) {
      json.addProperty("completedAt", completedAt.toString());
    }
    return json;
  }

  static StoredSnapshot of(JsonObject json) {
    String completedAt = Texts.of(json, "completedAt");
    return new StoredSnapshot(
        (Snapshot) JsonReader.read(json.getAsJsonObject("snapshot"), Snapshot.builder()),
        new Writing(
            Texts.of(json, "clientToken"),
            json.get("request").getAsString(),
            Texts.of(json, "parentId"),
            json.get("lineage").getAsString(),
            json.get("timeoutMinutes").getAsInt()),
        StreamSupport.stream(json.getAsJsonArray("permissions").spliterator(), false)
            .map(p -> JsonReader.read(p.getAsJsonObject(), CreateVolumePermission.builder()))
            .map(CreateVolumePermission.class::cast)
            .toList(),
        completedAt == null ? null : Instant.parse(completedAt));
  }
}
