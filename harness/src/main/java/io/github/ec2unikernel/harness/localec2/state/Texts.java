package io.github.ec2unikernel.harness.localec2.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads texts that a document may lack. */
final class Texts {

  private Texts() {}

  /** Returns a member's text, null when it is not there or JSON's null. */
  static @Nullable String of(JsonObject json, String name) {
    JsonElement element = json.get(name);
    return element == null || element.isJsonNull() ? null : element.getAsString();
  }
}
