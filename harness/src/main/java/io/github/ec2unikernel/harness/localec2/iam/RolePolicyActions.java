package io.github.ec2unikernel.harness.localec2.iam;

import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import io.github.ec2unikernel.harness.localec2.state.StoredRole;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.List;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** The inline policies of roles; managed ones can't be attached here. */
final class RolePolicyActions {

  private static final int LONGEST_NAME = 128;

  private final Roles roles;

  RolePolicyActions(Roles roles) {
    this.roles = roles;
  }

  List<IamAction<?>> actions() {
    return List.of(
        IamAction.of(
            PutRolePolicyRequest.class,
            PutRolePolicyRequest::builder,
            (caller, request) -> roles.permission(caller, "PutRolePolicy", request.roleName()),
            this::put,
            "RoleName",
            "PolicyName",
            "PolicyDocument"),
        IamAction.of(
            GetRolePolicyRequest.class,
            GetRolePolicyRequest::builder,
            (caller, request) -> roles.permission(caller, "GetRolePolicy", request.roleName()),
            this::get,
            "RoleName",
            "PolicyName"),
        IamAction.of(
            ListRolePoliciesRequest.class,
            ListRolePoliciesRequest::builder,
            (caller, request) -> roles.permission(caller, "ListRolePolicies", request.roleName()),
            this::list,
            "RoleName"),
        IamAction.of(
            ListAttachedRolePoliciesRequest.class,
            ListAttachedRolePoliciesRequest::builder,
            (caller, request) ->
                roles.permission(caller, "ListAttachedRolePolicies", request.roleName()),
            this::attached,
            "RoleName"),
        IamAction.of(
            DeleteRolePolicyRequest.class,
            DeleteRolePolicyRequest::builder,
            (caller, request) -> roles.permission(caller, "DeleteRolePolicy", request.roleName()),
            this::delete,
            "RoleName",
            "PolicyName"));
  }

  private PutRolePolicyResponse put(Caller caller, PutRolePolicyRequest request) {
    String name = IamRefusals.requireName(request.policyName(), "policyName", LONGEST_NAME);
    String document = PolicyChecks.require(request.policyDocument(), PolicyKind.IDENTITY);
    roles.change(caller, request.roleName(), known -> known.withPolicy(name, document));
    return PutRolePolicyResponse.builder().build();
  }

  private GetRolePolicyResponse get(Caller caller, GetRolePolicyRequest request) {
    String name = IamRefusals.requireName(request.policyName(), "policyName", LONGEST_NAME);
    StoredRole role = roles.require(caller, request.roleName());
    String document = role.policies().get(name);
    if (document == null) {
      throw IamRefusals.noPolicy(name);
    }
    return GetRolePolicyResponse.builder()
        .roleName(role.role().roleName())
        .policyName(name)
        .policyDocument(PolicyChecks.encoded(document))
        .build();
  }

  private ListRolePoliciesResponse list(Caller caller, ListRolePoliciesRequest request) {
    return ListRolePoliciesResponse.builder()
        .policyNames(
            roles.require(caller, request.roleName()).policies().keySet().stream()
                .sorted()
                .toList())
        .isTruncated(false)
        .build();
  }

  private ListAttachedRolePoliciesResponse attached(
      Caller caller, ListAttachedRolePoliciesRequest request) {
    roles.require(caller, request.roleName());
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(List.of())
        .isTruncated(false)
        .build();
  }

  private DeleteRolePolicyResponse delete(Caller caller, DeleteRolePolicyRequest request) {
    String name = IamRefusals.requireName(request.policyName(), "policyName", LONGEST_NAME);
    roles.change(
        caller,
        request.roleName(),
        known -> {
          if (!known.policies().containsKey(name)) {
            throw IamRefusals.noPolicy(name);
          }
          return known.withoutPolicy(name);
        });
    return DeleteRolePolicyResponse.builder().build();
  }
}
