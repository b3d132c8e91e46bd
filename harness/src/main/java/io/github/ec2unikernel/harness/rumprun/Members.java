package io.github.ec2unikernel.harness.rumprun;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSON object whose keys may come more than once, as rumprun's own script writes them. */
final class Members {

  /**
   * rumprun's script leaves a comma before each closing brace and after the last one; those in
   * texts, which are matched first, are kept.
   */
  private static final Pattern SPARE_COMMA =
      Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*+\")|,(?=\\s*(?:[}\\]]|$))");

  private record Member(String key, JsonElement value) {}

  private final List<Member> members = new ArrayList<>();

  /**
   * Reads an object.
   *
   * @throws IOException if it is none
   * @throws JsonParseException if a value in it is not JSON
   */
  static Members parse(String text) throws IOException {
    Members read = new Members();
    String clean = SPARE_COMMA.matcher(text).replaceAll("$1");
    try (JsonReader reader = new JsonReader(new StringReader(clean))) {
      reader.beginObject();
      while (reader.peek() != JsonToken.END_OBJECT) {
        read.add(reader.nextName(), JsonParser.parseReader(reader));
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("something follows its closing brace");
      }
    }
    return read;
  }

  /** Adds a member after the others. */
  void add(String key, JsonElement value) {
    members.add(new Member(key, value));
  }

  /** Adds a member with a text. */
  void add(String key, String value) {
    add(key, new JsonPrimitive(value));
  }

  boolean has(String key) {
    return all(key).findAny().isPresent();
  }

  /** Returns what stands under a key, in order. */
  Stream<JsonElement> all(String key) {
    return members.stream().filter(each -> each.key.equals(key)).map(Member::value);
  }

  /** Returns the object under a key, made if it is missing. */
  JsonObject object(String key) {
    if (!has(key)) {
      add(key, new JsonObject());
    }
    return all(key).findFirst().orElseThrow().getAsJsonObject();
  }

  /** Returns the object as JSON on one line. */
  @Override
  public String toString() {
    return members.stream()
        .map(each -> new JsonPrimitive(each.key) + ":" + each.value)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
