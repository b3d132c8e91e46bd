package io.github.ec2unikernel.harness.model;

import org.jspecify.annotations.Nullable;

/**
 * A problem told in one message for the person at the terminal: what happened, with the value, and
 * one hint that can be carried out.
 */
public abstract sealed class ProblemException extends RuntimeException
    permits InputException, EnvironmentException {

  private static final long serialVersionUID = 1L;

  private final String message;
  private final String hint;

  ProblemException(String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.message = Printable.of(message);
    this.hint = hint;
  }

  /** Returns what happened, without terminal escapes. */
  @Override
  public final String getMessage() {
    return message;
  }

  /** Returns what the user can do about it, as a sentence. */
  public final String hint() {
    return hint;
  }
}
