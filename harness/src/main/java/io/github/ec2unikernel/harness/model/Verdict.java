package io.github.ec2unikernel.harness.model;

/** What came out of a boot; it tells the guest's fault from the machine's. */
public enum Verdict {
  /** The guest did all that was expected. */
  SUCCESS,
  /** Nothing was booted, on purpose. */
  SKIP,
  /** The machine around the guest failed; nothing is known about the guest. */
  ERROR,
  /** The guest ran, but not as expected. */
  FAILURE,
  /** The guest crashed or rebooted. */
  CRASH,
  /** The guest did not get there in time. */
  TIMEOUT
}
