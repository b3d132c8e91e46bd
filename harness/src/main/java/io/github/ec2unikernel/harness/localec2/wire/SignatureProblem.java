package io.github.ec2unikernel.harness.localec2.wire;

/** What is wrong with a signature. */
public enum SignatureProblem {
  /** No signature at all. */
  MISSING,
  /** An Authorization header that is not SigV4's. */
  INCOMPLETE,
  /** Signed with a key that nobody has. */
  UNKNOWN_KEY,
  /** Signed with another secret, or changed under way. */
  MISMATCH,
  /** Signed for another region or service. */
  SCOPE,
  /** Signed more than 15 minutes ago, or in the future. */
  EXPIRED
}
