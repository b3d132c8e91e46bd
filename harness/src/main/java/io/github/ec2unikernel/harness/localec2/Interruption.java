package io.github.ec2unikernel.harness.localec2;

/** A call ends here, without an answer. */
final class Interruption extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reply.Ending ending;

  Interruption(Reply.Ending ending) {
    this.ending = ending;
  }

  Reply.Ending ending() {
    return ending;
  }
}
