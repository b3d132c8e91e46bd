package io.github.ec2unikernel.harness.localec2.policy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;

/** The JSON that policies are made of: objects, and one value where a list of one is meant. */
final class Elements {

  private Elements() {}

  static JsonObject object(JsonElement json, String where) {
    if (!json.isJsonObject()) {
      throw new PolicyException(where + " is no JSON object");
    }
    return json.getAsJsonObject();
  }

  /** Returns an object or the objects of a list. */
  static List<JsonElement> list(JsonElement json) {
    return json.isJsonArray() ? json.getAsJsonArray().asList() : List.of(json);
  }

  /** Returns one text or the texts of a list, at least one. */
  static List<String> texts(JsonElement json, String where) {
    for (JsonElement element : list(json)) {
      if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
        throw new PolicyException(where + " holds " + element + ", which is no text");
      }
    }
    return scalars(json, where);
  }

  /** Returns one text, number or truth value, or those of a list, as texts. */
  static List<String> scalars(JsonElement json, String where) {
    List<JsonElement> elements = list(json);
    if (elements.isEmpty()) {
      throw new PolicyException(where + " is empty");
    }
    return elements.stream()
        .map(
            element -> {
              if (!element.isJsonPrimitive()) {
                throw new PolicyException(where + " holds " + element);
              }
              return element.getAsString();
            })
        .toList();
  }

  static void requireKnown(JsonObject json, Set<String> known, String where) {
    for (String name : json.keySet()) {
      if (!known.contains(name)) {
        throw new PolicyException(where + ": there is no element '" + name + "'");
      }
    }
  }

  static void refuseVariable(String value, String where, boolean hasVariables) {
    if (hasVariables && value.contains("${")) {
      throw new PolicyException(
          where + ": the policy variable in '" + value + "' is not decided by here");
    }
  }
}
