package io.github.ec2unikernel.harness.localec2.policy;

/** What a policy document belongs to. */
public enum PolicyKind {
  /** A user or a role: what it may do. */
  IDENTITY,
  /** A role: who may take it on. */
  TRUST
}
