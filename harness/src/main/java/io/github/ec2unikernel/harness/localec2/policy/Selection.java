package io.github.ec2unikernel.harness.localec2.policy;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * What a statement is about: all that match one of the patterns, or all others.
 *
 * @param negated whether it was given as NotAction or NotResource
 */
record Selection(List<String> patterns, boolean negated) {

  /** Takes a copy of the patterns. */
  Selection {
    patterns = List.copyOf(patterns);
  }

  boolean covers(String value, BiPredicate<String, String> matcher) {
    return patterns.stream().anyMatch(pattern -> matcher.test(pattern, value)) != negated;
  }
}
