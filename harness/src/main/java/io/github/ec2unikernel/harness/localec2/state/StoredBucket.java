package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket of S3.
 *
 * @param settings its tags, lifecycle and the like, by their names in the query
 */
public record StoredBucket(
    String name, String region, Instant created, Map<String, JsonObject> settings) {

  /** Takes a copy of the settings. */
  public StoredBucket {
    settings = Map.copyOf(settings);
  }

  /** Returns a setting, if it was made. */
  public Optional<JsonObject> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Returns the same bucket with a setting made. */
  public StoredBucket with(String key, JsonObject value) {
    Map<String, JsonObject> changed = new HashMap<>(settings);
    changed.put(key, value);
    return new StoredBucket(name, region, created, changed);
  }

  /** Returns the same bucket with a setting taken away. */
  public StoredBucket without(String key) {
    Map<String, JsonObject> changed = new HashMap<>(settings);
    changed.remove(key);
    return new StoredBucket(name, region, created, changed);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("region", region);
    json.addProperty("created", created.toString());
    JsonObject all = new JsonObject();
    settings.forEach(all::add);
    json.add("settings", all);
    return json;
  }

  static StoredBucket of(JsonObject json) {
    Map<String, JsonObject> settings = new HashMap<>();
    json.getAsJsonObject("settings")
        .entrySet()
        .forEach(e -> settings.put(e.getKey(), e.getValue().getAsJsonObject()));
    return new StoredBucket(
        json.get("name").getAsString(),
        json.get("region").getAsString(),
        Instant.parse(json.get("created").getAsString()),
        settings);
  }
}
