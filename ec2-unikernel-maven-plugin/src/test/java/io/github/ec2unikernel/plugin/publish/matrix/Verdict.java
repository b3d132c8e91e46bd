package io.github.ec2unikernel.plugin.publish.matrix;

import java.util.List;

/**
 * What came of a trial.
 *
 * @param first what the run with the fault did
 * @param second what the run without it did
 * @param problems what should not have been; empty is green
 * @param millis how long it took
 */
record Verdict(Trial trial, String first, String second, List<String> problems, long millis) {

  Verdict {
    problems = List.copyOf(problems);
  }

  boolean isGreen() {
    return problems.isEmpty();
  }

  /** Returns the table's line. */
  String line() {
    return String.format(
        "%-8s %-34s %-13s %-16s %-10s %5d ms  %s",
        trial.deployment(),
        trial.moment(),
        trial.trouble(),
        first,
        second,
        millis,
        isGreen() ? "green" : "RED " + problems);
  }
}
