package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;

/**
 * A task that imports a snapshot.
 *
 * @param task the task as it was made, and how it ended
 * @param source what is imported
 * @param clientToken the token that ImportSnapshot came with
 * @param request what ImportSnapshot asked for, to compare with another use of the token
 * @param started when it was made
 * @param phase where it is
 * @param changed when it came there
 * @param failure how it is to fail on request, null for not at all
 */
public record StoredImport(
    ImportSnapshotTask task,
    Source source,
    @Nullable String clientToken,
    String request,
    Instant started,
    Phase phase,
    Instant changed,
    Caller.@Nullable ImportFailure failure) {

  /** What is imported, and by which role. */
  public record Source(String bucket, String key, String roleName) {}

  /** What has been done of a task. */
  public enum Phase {
    /** Nothing. */
    ACCEPTED,
    /** The object was looked at and found good. */
    VALIDATED,
    /** There is a snapshot. */
    COMPLETED,
    /** It failed or was cancelled; nothing is left. */
    DELETED
  }

  /** Returns the task's id. */
  public String id() {
    return task.importTaskId();
  }

  /** Returns whether it goes on. */
  public boolean isActive() {
    return phase == Phase.ACCEPTED || phase == Phase.VALIDATED;
  }

  /** Returns the same task in another phase. */
  public StoredImport in(Phase next, ImportSnapshotTask outside, Instant now) {
    return new StoredImport(outside, source, clientToken, request, started, next, now, failure);
  }

  /** Returns the same task with another outside. */
  public StoredImport with(ImportSnapshotTask outside) {
    return new StoredImport(
        outside, source, clientToken, request, started, phase, changed, failure);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("task", JsonWriter.write(task));
    json.addProperty("bucket", source.bucket());
    json.addProperty("key", source.key());
    json.addProperty("roleName", source.roleName());
    json.addProperty("clientToken", clientToken);
    json.addProperty("request", request);
    json.addProperty("started", started.toString());
    json.addProperty("phase", phase.name());
    json.addProperty("changed", changed.toString());
    if (failure != null) {
      json.addProperty("failure", failure.message());
      json.addProperty("failsLate", failure.late());
    }
    return json;
  }

  private static Caller.@Nullable ImportFailure failure(JsonObject json) {
    String message = Texts.of(json, "failure");
    return message == null
        ? null
        : new Caller.ImportFailure(message, json.get("failsLate").getAsBoolean());
  }

  static StoredImport of(JsonObject json) {
    return new StoredImport(
        (ImportSnapshotTask)
            JsonReader.read(json.getAsJsonObject("task"), ImportSnapshotTask.builder()),
        new Source(
            json.get("bucket").getAsString(),
            json.get("key").getAsString(),
            json.get("roleName").getAsString()),
        Texts.of(json, "clientToken"),
        json.get("request").getAsString(),
        Instant.parse(json.get("started").getAsString()),
        Phase.valueOf(json.get("phase").getAsString()),
        Instant.parse(json.get("changed").getAsString()),
        failure(json));
  }
}
