package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.policy.Decision;
import io.github.ec2unikernel.harness.localec2.policy.PolicyDocument;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import java.util.List;
import java.util.Optional;

/** What the caller may do: everything, until policies say what. */
final class Access {

  private volatile Optional<List<PolicyDocument>> policies = Optional.empty();

  /** Allows only what these allow from now on; without any, nothing. */
  void enforce(List<PolicyDocument> documents) {
    policies = Optional.of(List.copyOf(documents));
  }

  /** Allows everything from now on. */
  void allowAll() {
    policies = Optional.empty();
  }

  /** Returns whether everything is allowed. */
  boolean isOpen() {
    return policies.isEmpty();
  }

  /** Returns what is said to each permission. */
  List<PermissionCheck> check(List<Permission> permissions, Caller caller) {
    Optional<List<PolicyDocument>> documents = policies;
    return permissions.stream()
        .map(permission -> withGlobalKeys(permission, caller))
        .map(
            permission ->
                new PermissionCheck(
                    permission,
                    documents
                        .map(all -> PolicyDocument.decide(all, permission))
                        .orElse(Decision.ALLOWED)))
        .toList();
  }

  /** Returns whether the caller has a permission. */
  boolean isAllowed(Permission permission, Caller caller) {
    return isOpen() || check(List.of(permission), caller).get(0).isAllowed();
  }

  private static Permission withGlobalKeys(Permission permission, Caller caller) {
    return permission
        .with("aws:RequestedRegion", caller.region())
        .with("ec2:Region", caller.region())
        .with("aws:PrincipalAccount", Caller.ACCOUNT)
        .with("aws:PrincipalArn", Caller.arn())
        .with("aws:PrincipalType", "User")
        .with("aws:CurrentTime", caller.now().toString())
        .with("aws:SecureTransport", "false");
  }
}
