package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one RunInstances, written as one file so that a kill leaves all or none.
 *
 * @param clientToken the token that the call came with
 * @param request what the call asked for, to compare with another use of the token
 */
public record StoredReservation(
    String id, @Nullable String clientToken, String request, List<StoredInstance> instances) {

  /** Takes a copy of the instances. */
  public StoredReservation {
    instances = List.copyOf(instances);
  }

  /** Returns the same reservation with one instance changed. */
  public StoredReservation with(StoredInstance changed) {
    return new StoredReservation(
        id,
        clientToken,
        request,
        instances.stream().map(i -> i.id().equals(changed.id()) ? changed : i).toList());
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("clientToken", clientToken);
    json.addProperty("request", request);
    JsonArray array = new JsonArray();
    instances.forEach(instance -> array.add(instance.toJson()));
    json.add("instances", array);
    return json;
  }

  static StoredReservation of(JsonObject json) {
    return new StoredReservation(
        json.get("id").getAsString(),
        Texts.of(json, "clientToken"),
        json.get("request").getAsString(),
        StreamSupport.stream(json.getAsJsonArray("instances").spliterator(), false)
            .map(instance -> StoredInstance.of(instance.getAsJsonObject()))
            .toList());
  }
}
