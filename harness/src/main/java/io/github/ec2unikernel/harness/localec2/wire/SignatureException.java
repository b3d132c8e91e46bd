package io.github.ec2unikernel.harness.localec2.wire;

/** A signature that is not good. */
public final class SignatureException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SignatureProblem problem;

  /** Creates one. */
  public SignatureException(SignatureProblem problem, String detail) {
    super(detail);
    this.problem = problem;
  }

  /** Returns what is wrong. */
  public SignatureProblem problem() {
    return problem;
  }

  /** Returns the numbers or values behind it. */
  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
