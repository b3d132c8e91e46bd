package io.github.ec2unikernel.harness.model;

import java.util.List;

/**
 * What came of a boot.
 *
 * @param verdict the outcome in one word
 * @param reason one sentence that explains it
 * @param end the state in which the guest was left
 * @param findings likely causes, the likeliest first
 */
public record Outcome(Verdict verdict, String reason, EndState end, List<Finding> findings) {

  /** Copies the list. */
  public Outcome {
    findings = List.copyOf(findings);
  }

  /** Returns the outcome of a boot in which no guest was seen. */
  public static Outcome of(Verdict verdict, String reason) {
    return new Outcome(verdict, reason, EndState.UNKNOWN, List.of());
  }
}
