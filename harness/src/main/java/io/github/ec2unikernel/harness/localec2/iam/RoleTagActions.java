package io.github.ec2unikernel.harness.localec2.iam;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;

/** The tags of roles. */
final class RoleTagActions {

  private static final int MOST = 50;

  private final Roles roles;

  RoleTagActions(Roles roles) {
    this.roles = roles;
  }

  List<IamAction<?>> actions() {
    return List.of(
        IamAction.of(
            TagRoleRequest.class,
            TagRoleRequest::builder,
            (caller, request) ->
                roles
                    .permission(caller, "TagRole", request.roleName())
                    .withRequestTags(Roles.byKey(request.tags())),
            this::tag,
            "RoleName",
            "Tags"),
        IamAction.of(
            UntagRoleRequest.class,
            UntagRoleRequest::builder,
            (caller, request) ->
                roles
                    .permission(caller, "UntagRole", request.roleName())
                    .with("aws:TagKeys", request.tagKeys()),
            this::untag,
            "RoleName",
            "TagKeys"),
        IamAction.of(
            ListRoleTagsRequest.class,
            ListRoleTagsRequest::builder,
            (caller, request) -> roles.permission(caller, "ListRoleTags", request.roleName()),
            this::list,
            "RoleName"));
  }

  private TagRoleResponse tag(Caller caller, TagRoleRequest request) {
    Map<String, String> added = Roles.byKey(request.tags());
    change(caller, request.roleName(), tags -> tags.putAll(added));
    return TagRoleResponse.builder().build();
  }

  private UntagRoleResponse untag(Caller caller, UntagRoleRequest request) {
    change(caller, request.roleName(), tags -> tags.keySet().removeAll(request.tagKeys()));
    return UntagRoleResponse.builder().build();
  }

  private void change(Caller caller, @Nullable String role, Consumer<Map<String, String>> change) {
    roles.change(
        caller,
        role,
        known -> {
          Map<String, String> tags = Roles.byKey(known.role().tags());
          change.accept(tags);
          if (tags.size() > MOST) {
            throw IamRefusals.invalid("A role can't have more than " + MOST + " tags");
          }
          return known.with(known.role().toBuilder().tags(Roles.tags(tags)).build());
        });
  }

  private ListRoleTagsResponse list(Caller caller, ListRoleTagsRequest request) {
    return ListRoleTagsResponse.builder()
        .tags(roles.require(caller, request.roleName()).role().tags())
        .isTruncated(false)
        .build();
  }
}
