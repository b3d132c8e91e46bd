package io.github.ec2unikernel.harness.localec2.policy;

/** A policy document that IAM would refuse, or that holds what is not decided by here. */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PolicyException(String message) {
    super(message);
  }

  /** Returns what is wrong, with the element's name. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
