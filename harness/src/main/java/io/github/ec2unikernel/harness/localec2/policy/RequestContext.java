package io.github.ec2unikernel.harness.localec2.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The condition keys that a request gives a value, whose names are the same in any case. */
final class RequestContext {

  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  RequestContext(Map<String, List<String>> values) {
    this.values.putAll(values);
  }

  /** Returns a key's values, none when the request does not have it. */
  List<String> values(String key) {
    return values.getOrDefault(key, List.of());
  }
}
