package io.github.ec2unikernel.harness.localec2.policy;

import java.util.List;
import java.util.Map;

/**
 * Whom a statement is about.
 *
 * @param byType the names by {@code AWS}, {@code Service}, {@code Federated} or {@code
 *     CanonicalUser}
 */
record Principals(Map<String, List<String>> byType) {

  /** Everyone: the principal {@code *}. */
  static final Principals ALL = new Principals(Map.of("AWS", List.of("*")));

  /** Takes a copy. */
  Principals {
    byType = Map.copyOf(byType);
  }

  boolean includesService(String service) {
    return byType.getOrDefault("Service", List.of()).contains(service)
        || byType.getOrDefault("AWS", List.of()).contains("*");
  }
}
