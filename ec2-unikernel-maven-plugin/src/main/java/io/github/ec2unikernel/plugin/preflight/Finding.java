package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.harness.model.ProblemException;

/**
 * What was found out about one thing.
 *
 * @param check what was looked at, such as {@code region}
 * @param detail what it is like
 * @param hint what to do about it, empty when it is well
 */
public record Finding(String check, Level level, String detail, String hint) {

  /** How well it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It may work, or not always. */
    WARNING,
    /** A deploy would fail of it. */
    FAILURE
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Level.OK, detail, "");
  }

  static Finding warning(String check, String detail, String hint) {
    return new Finding(check, Level.WARNING, detail, hint);
  }

  static Finding failure(String check, String detail, String hint) {
    return new Finding(check, Level.FAILURE, detail, hint);
  }

  static Finding of(String check, ProblemException problem) {
    return failure(check, problem.getMessage(), problem.hint());
  }
}
