package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonObject;

/**
 * Bytes of an object or a part of an upload.
 *
 * @param file the name of the file that holds them
 */
public record StoredData(String file, long size) {

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("file", file);
    json.addProperty("size", size);
    return json;
  }

  static StoredData of(JsonObject json) {
    return new StoredData(json.get("file").getAsString(), json.get("size").getAsLong());
  }
}
