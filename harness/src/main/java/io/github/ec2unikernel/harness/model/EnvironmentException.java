package io.github.ec2unikernel.harness.model;

import org.jspecify.annotations.Nullable;

/**
 * The machine, the network or AWS did not do its part: a package missing, a disk full, a refusal.
 */
public final class EnvironmentException extends ProblemException {

  private static final long serialVersionUID = 1L;

  /** Creates one from what is wrong, quoting the value, and the way out. */
  public EnvironmentException(String message, String hint) {
    this(message, hint, null);
  }

  /** Creates one with its cause. */
  public EnvironmentException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
