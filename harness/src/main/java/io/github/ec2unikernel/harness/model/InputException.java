package io.github.ec2unikernel.harness.model;

import org.jspecify.annotations.Nullable;

/** What the user gave can't be used: a kernel, a module, a parameter. The build is at fault. */
public final class InputException extends ProblemException {

  private static final long serialVersionUID = 1L;

  /** Creates one from what is wrong, quoting the value, and the way out. */
  public InputException(String message, String hint) {
    this(message, hint, null);
  }

  /** Creates one with its cause. */
  public InputException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
