package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Map;

/**
 * A part of a multipart upload.
 *
 * @param etag with its quotes
 * @param checksums by their algorithms
 */
public record StoredPart(
    int number, StoredData data, Instant modified, String etag, Map<String, String> checksums) {

  /** Takes a copy. */
  public StoredPart {
    checksums = Map.copyOf(checksums);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("number", number);
    json.add("data", data.toJson());
    json.addProperty("modified", modified.toString());
    json.addProperty("etag", etag);
    json.add("checksums", TextMaps.toJson(checksums));
    return json;
  }

  static StoredPart of(JsonObject json) {
    return new StoredPart(
        json.get("number").getAsInt(),
        StoredData.of(json.getAsJsonObject("data")),
        Instant.parse(json.get("modified").getAsString()),
        json.get("etag").getAsString(),
        TextMaps.of(json.getAsJsonObject("checksums")));
  }
}
