package io.github.ec2unikernel.harness.boot;

/** What is done with a guest between its verdict and the end of its machine. */
interface Aftermath {

  /** Nothing: who only wanted the verdict has it. */
  Aftermath NONE = Followed::judgement;

  /**
   * Does it, in the thread that has followed the guest so far.
   *
   * @return the last verdict, which the report has
   */
  Judgement of(Followed guest);
}
