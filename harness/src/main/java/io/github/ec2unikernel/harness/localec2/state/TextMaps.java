package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps of text as JSON. */
final class TextMaps {

  private TextMaps() {}

  static JsonObject toJson(Map<String, String> texts) {
    JsonObject json = new JsonObject();
    texts.forEach(json::addProperty);
    return json;
  }

  static Map<String, String> of(JsonObject json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.entrySet().forEach(e -> texts.put(e.getKey(), e.getValue().getAsString()));
    return texts;
  }
}
