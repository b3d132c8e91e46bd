package io.github.ec2unikernel.harness.localec2.iam;

import io.github.ec2unikernel.harness.localec2.policy.PolicyKind;
import io.github.ec2unikernel.harness.localec2.state.StoredRole;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;

/** The making, finding, changing and deleting of roles. */
final class RoleActions {

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 1000;
  private static final int HOUR = 3600;

  private final Roles roles;

  RoleActions(Roles roles) {
    this.roles = roles;
  }

  List<IamAction<?>> actions() {
    return List.of(
        IamAction.of(
            CreateRoleRequest.class,
            CreateRoleRequest::builder,
            this::mayCreate,
            this::create,
            "RoleName",
            "Path",
            "AssumeRolePolicyDocument",
            "Description",
            "MaxSessionDuration",
            "Tags"),
        IamAction.of(
            GetRoleRequest.class,
            GetRoleRequest::builder,
            (caller, request) -> roles.permission(caller, "GetRole", request.roleName()),
            this::get,
            "RoleName"),
        IamAction.of(
            ListRolesRequest.class,
            ListRolesRequest::builder,
            (caller, request) -> Permission.of("iam:ListRoles", Roles.arn(caller, "/", null)),
            this::list,
            "PathPrefix"),
        IamAction.of(
            UpdateAssumeRolePolicyRequest.class,
            UpdateAssumeRolePolicyRequest::builder,
            (caller, request) ->
                roles.permission(caller, "UpdateAssumeRolePolicy", request.roleName()),
            this::update,
            "RoleName",
            "PolicyDocument"),
        IamAction.of(
            DeleteRoleRequest.class,
            DeleteRoleRequest::builder,
            (caller, request) -> roles.permission(caller, "DeleteRole", request.roleName()),
            this::delete,
            "RoleName"));
  }

  private Permission mayCreate(Caller caller, CreateRoleRequest request) {
    String path = request.path() == null ? "/" : request.path();
    return Permission.of("iam:CreateRole", Roles.arn(caller, path, request.roleName()))
        .withRequestTags(Roles.byKey(request.tags()));
  }

  private CreateRoleResponse create(Caller caller, CreateRoleRequest request) {
    String name = IamRefusals.requireName(request.roleName(), "roleName", LONGEST_NAME);
    String path = request.path() == null ? "/" : request.path();
    if (!path.matches("/|/[\\x21-\\x7e]+/")) {
      throw IamRefusals.invalid("The specified value for path is invalid: " + path);
    }
    if (request.description() != null && request.description().length() > LONGEST_DESCRIPTION) {
      throw IamRefusals.invalid("description is longer than " + LONGEST_DESCRIPTION);
    }
    Role role =
        Role.builder()
            .path(path)
            .roleName(name)
            .roleId(
                "AROA"
                    + UUID.randomUUID()
                        .toString()
                        .replace("-", "")
                        .substring(0, 17)
                        .toUpperCase(Locale.ROOT))
            .arn(Roles.arn(caller, path, name))
            .createDate(caller.now())
            .assumeRolePolicyDocument(
                PolicyChecks.require(request.assumeRolePolicyDocument(), PolicyKind.TRUST))
            .description(request.description())
            .maxSessionDuration(
                request.maxSessionDuration() == null ? HOUR : request.maxSessionDuration())
            .tags(Roles.tags(Roles.byKey(request.tags())))
            .build();
    return roles.holding(
        caller,
        () -> {
          // Names differ by more than case.
          boolean taken =
              roles.all(caller).stream()
                  .anyMatch(known -> known.role().roleName().equalsIgnoreCase(name));
          if (taken) {
            throw new Refusal(
                409, "EntityAlreadyExists", "Role with name " + name + " already exists.");
          }
          roles.put(caller, new StoredRole(role, Map.of()));
          return CreateRoleResponse.builder().role(shown(role)).build();
        });
  }

  private GetRoleResponse get(Caller caller, GetRoleRequest request) {
    return GetRoleResponse.builder()
        .role(shown(roles.require(caller, request.roleName()).role()))
        .build();
  }

  private ListRolesResponse list(Caller caller, ListRolesRequest request) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    return ListRolesResponse.builder()
        .roles(
            roles.all(caller).stream()
                .map(StoredRole::role)
                .filter(role -> role.path().startsWith(prefix))
                // AWS leaves the tags out of lists.
                .map(role -> shown(role).toBuilder().tags(List.of()).build())
                .toList())
        .isTruncated(false)
        .build();
  }

  private UpdateAssumeRolePolicyResponse update(
      Caller caller, UpdateAssumeRolePolicyRequest request) {
    String document = PolicyChecks.require(request.policyDocument(), PolicyKind.TRUST);
    roles.change(
        caller,
        request.roleName(),
        known -> known.with(known.role().toBuilder().assumeRolePolicyDocument(document).build()));
    return UpdateAssumeRolePolicyResponse.builder().build();
  }

  private DeleteRoleResponse delete(Caller caller, DeleteRoleRequest request) {
    return roles.holding(
        caller,
        () -> {
          StoredRole known = roles.require(caller, request.roleName());
          if (!known.policies().isEmpty()) {
            throw new Refusal(
                409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
          }
          roles.remove(caller, known.role().roleName());
          return DeleteRoleResponse.builder().build();
        });
  }

  private static Role shown(Role role) {
    return role.toBuilder()
        .assumeRolePolicyDocument(PolicyChecks.encoded(role.assumeRolePolicyDocument()))
        .build();
  }
}
