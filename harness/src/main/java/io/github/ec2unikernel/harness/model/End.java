package io.github.ec2unikernel.harness.model;

/** The state in which a guest has to be when the check is over. */
public enum End {
  /** Running or powered off. */
  ANY("stay running or power off"),
  /** Still running. */
  RUNNING("stay running"),
  /** Powered off by itself. */
  POWEROFF("power off"),
  /** Rebooted by itself. */
  REBOOT("reboot"),
  /** Crashed, as Xen tells it. */
  CRASH("crash"),
  /** Still there when its time is over, and silent. */
  HANG("hang");

  private final String words;

  End(String words) {
    this.words = words;
  }

  /** Returns what the guest has to do, as it follows "was expected to". */
  public String words() {
    return words;
  }

  /** Tells whether a guest may go on without an end, as far as this is concerned. */
  public boolean mayRun() {
    return this == ANY || this == RUNNING;
  }

  /** Tells whether a guest in this state is where it has to be. */
  public boolean isMetBy(EndState state) {
    return switch (this) {
      case ANY -> state == EndState.RUNNING || state == EndState.POWERED_OFF;
      case RUNNING -> state == EndState.RUNNING;
      case POWEROFF -> state == EndState.POWERED_OFF;
      case REBOOT -> state == EndState.REBOOTED;
      case CRASH -> state == EndState.CRASHED;
      case HANG -> state == EndState.HUNG;
    };
  }
}
