package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * An object of S3.
 *
 * @param data its bytes, one part after the other
 * @param etag with its quotes
 * @param checksums by their algorithms, such as {@code CRC32}
 * @param checksumType {@code FULL_OBJECT} or {@code COMPOSITE}
 */
public record StoredObject(
    ObjectHead head,
    List<StoredData> data,
    Instant modified,
    String etag,
    Map<String, String> checksums,
    String checksumType) {

  /** Takes copies. */
  public StoredObject {
    data = List.copyOf(data);
    checksums = Map.copyOf(checksums);
  }

  /** Returns the key. */
  public String key() {
    return head.key();
  }

  /** Returns the number of bytes. */
  public long size() {
    return data.stream().mapToLong(StoredData::size).sum();
  }

  /** Returns the same object with other tags. */
  public StoredObject withTags(Map<String, String> tags) {
    return new StoredObject(head.withTags(tags), data, modified, etag, checksums, checksumType);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("head", head.toJson());
    JsonArray array = new JsonArray();
    data.forEach(d -> array.add(d.toJson()));
    json.add("data", array);
    json.addProperty("modified", modified.toString());
    json.addProperty("etag", etag);
    json.add("checksums", TextMaps.toJson(checksums));
    json.addProperty("checksumType", checksumType);
    return json;
  }

  static StoredObject of(JsonObject json) {
    return new StoredObject(
        ObjectHead.of(json.getAsJsonObject("head")),
        StreamSupport.stream(json.getAsJsonArray("data").spliterator(), false)
            .map(e -> StoredData.of(e.getAsJsonObject()))
            .toList(),
        Instant.parse(json.get("modified").getAsString()),
        json.get("etag").getAsString(),
        TextMaps.of(json.getAsJsonObject("checksums")),
        json.get("checksumType").getAsString());
  }
}
