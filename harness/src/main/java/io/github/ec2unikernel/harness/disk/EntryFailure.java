package io.github.ec2unikernel.harness.disk;

/** An entry can't be run to its end. */
final class EntryFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Obstacle obstacle;

  EntryFailure(String what, String hint) {
    super(what);
    this.obstacle = new Obstacle(what, hint);
  }

  Obstacle obstacle() {
    return obstacle;
  }
}
