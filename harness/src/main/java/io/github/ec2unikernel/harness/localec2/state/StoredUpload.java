package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * A multipart upload that is under way.
 *
 * @param algorithm what its parts are checked with, such as {@code SHA256}, empty when nothing was
 *     said
 * @param checksumType {@code FULL_OBJECT} or {@code COMPOSITE}
 */
public record StoredUpload(
    String id, ObjectHead head, Instant initiated, String algorithm, String checksumType) {

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.add("head", head.toJson());
    json.addProperty("initiated", initiated.toString());
    json.addProperty("algorithm", algorithm);
    json.addProperty("checksumType", checksumType);
    return json;
  }

  static StoredUpload of(JsonObject json) {
    return new StoredUpload(
        json.get("id").getAsString(),
        ObjectHead.of(json.getAsJsonObject("head")),
        Instant.parse(json.get("initiated").getAsString()),
        json.get("algorithm").getAsString(),
        json.get("checksumType").getAsString());
  }
}
