package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.policy.Decision;
import io.github.ec2unikernel.harness.localec2.wire.Permission;

/** A permission that a call was asked for, and what the policies said. */
public record PermissionCheck(Permission permission, Decision decision) {

  /** Returns whether a statement denies it, whatever others allow. */
  public boolean isDenied() {
    return decision == Decision.DENIED;
  }

  /** Returns whether the call was let through. */
  public boolean isAllowed() {
    return decision == Decision.ALLOWED;
  }
}
