package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.wire.JsonReader;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The record of an instance; nothing runs behind it.
 *
 * @param runningAt when it stops being pending
 * @param terminatedAt when it is terminated after it was asked to, null until then
 */
public record StoredInstance(Instance instance, Instant runningAt, @Nullable Instant terminatedAt) {

  private static final Duration SHOWN_AFTER_END = Duration.ofHours(1);

  /** Returns the instance's id. */
  public String id() {
    return instance.instanceId();
  }

  /** Returns the state in which it is at a time. */
  public InstanceStateName state(Instant now) {
    if (terminatedAt != null) {
      return now.isBefore(terminatedAt)
          ? InstanceStateName.SHUTTING_DOWN
          : InstanceStateName.TERMINATED;
    }
    return now.isBefore(runningAt) ? InstanceStateName.PENDING : InstanceStateName.RUNNING;
  }

  /** Returns whether it is still shown: one that is terminated is so for an hour. */
  public boolean isShown(Instant now) {
    return terminatedAt == null || now.isBefore(terminatedAt.plus(SHOWN_AFTER_END));
  }

  /** Returns the instance as it is seen at a time. */
  public Instance seen(Instant now) {
    InstanceStateName state = state(now);
    int code =
        switch (state) {
          case PENDING -> 0;
          case RUNNING -> 16;
          case SHUTTING_DOWN -> 32;
          default -> 48;
        };
    return instance.toBuilder().state(s -> s.name(state).code(code)).build();
  }

  /** Returns the same instance with another outside. */
  public StoredInstance with(Instance changed) {
    return new StoredInstance(changed, runningAt, terminatedAt);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("instance", JsonWriter.write(instance));
    json.addProperty("runningAt", runningAt.toString());
    if (terminatedAt != null) {
      json.addProperty("terminatedAt", terminatedAt.toString());
    }
    return json;
  }

  static StoredInstance of(JsonObject json) {
    String terminatedAt = Texts.of(json, "terminatedAt");
    return new StoredInstance(
        (Instance) JsonReader.read(json.getAsJsonObject("instance"), Instance.builder()),
        Instant.parse(json.get("runningAt").getAsString()),
        terminatedAt == null ? null : Instant.parse(terminatedAt));
  }
}
