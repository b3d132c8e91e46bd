package io.github.ec2unikernel.harness.model;

/** The state in which a guest was when the check was over. */
public enum EndState {
  /** It never ran, or nothing is known of it. */
  UNKNOWN("is not known to have run"),
  /** It was still there, and at work or waiting for some. */
  RUNNING("is running"),
  /** It powered off by itself. */
  POWERED_OFF("powered off"),
  /** It asked to be started again. */
  REBOOTED("rebooted"),
  /** It asked to be suspended. */
  SUSPENDED("suspended itself"),
  /** It asked Xen to count it as crashed, or did what Xen does not let pass. */
  CRASHED("crashed"),
  /** It let its own watchdog's time pass. */
  WATCHDOG("was ended by its watchdog"),
  /** It asked for a soft reset, as a kernel does that is about to dump its memory. */
  SOFT_RESET("asked for a soft reset"),
  /** It was still there when its time was over, and silent. */
  HUNG("hangs"),
  /** It ended with a shutdown code that Xen has no name for. */
  OTHER("shut down with a code that Xen has no name for");

  private final String words;

  EndState(String words) {
    this.words = words;
  }

  /** Returns what the guest did, as it follows "the guest". */
  public String words() {
    return words;
  }

  /** Returns the state that Xen's shutdown code stands for (its header sched.h). */
  public static EndState ofShutdown(int code) {
    return switch (code) {
      case 0 -> POWERED_OFF;
      case 1 -> REBOOTED;
      case 2 -> SUSPENDED;
      case 3 -> CRASHED;
      case 4 -> WATCHDOG;
      case 5 -> SOFT_RESET;
      default -> OTHER;
    };
  }
}
