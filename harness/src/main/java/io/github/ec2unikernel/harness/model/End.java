package io.github.ec2unikernel.harness.model;

/** The state in which a guest has to be when the check is over. */
public enum End {
  /** Running or powered off. */
  ANY,
  /** Still running. */
  RUNNING,
  /** Powered off by itself. */
  POWEROFF
}
