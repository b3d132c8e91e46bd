package io.github.ec2unikernel.harness.model;

/** The state in which a guest was when the check was over. */
public enum EndState {
  /** Running, and taking part in the world. */
  RUNNING,
  /** Powered off by itself. */
  POWERED_OFF,
  /** Asked for a reboot. */
  REBOOTED,
  /** Crashed, as Xen tells it. */
  CRASHED,
  /** There, but doing nothing. */
  HUNG,
  /** Never seen. */
  UNKNOWN
}
