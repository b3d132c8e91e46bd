package io.github.ec2unikernel.harness.localec2.policy;

/** What policies say about a permission. */
public enum Decision {
  /** A statement allows it and none denies it. */
  ALLOWED,
  /** A statement denies it. */
  DENIED,
  /** No statement is about it. */
  NOT_ALLOWED
}
