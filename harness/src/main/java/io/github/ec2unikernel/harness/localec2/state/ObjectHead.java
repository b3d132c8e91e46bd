package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * What is said of an object when it is put, or its upload is started.
 *
 * @param headers the headers that reading it gives back, by their lower-case names
 * @param tags its tags
 */
public record ObjectHead(String key, Map<String, String> headers, Map<String, String> tags) {

  /** Takes copies. */
  public ObjectHead {
    headers = Map.copyOf(headers);
    tags = Map.copyOf(tags);
  }

  /** Returns the same with other tags. */
  public ObjectHead withTags(Map<String, String> others) {
    return new ObjectHead(key, headers, others);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("key", key);
    json.add("headers", TextMaps.toJson(headers));
    json.add("tags", TextMaps.toJson(tags));
    return json;
  }

  static ObjectHead of(JsonObject json) {
    return new ObjectHead(
        json.get("key").getAsString(),
        TextMaps.of(json.getAsJsonObject("headers")),
        TextMaps.of(json.getAsJsonObject("tags")));
  }
}
