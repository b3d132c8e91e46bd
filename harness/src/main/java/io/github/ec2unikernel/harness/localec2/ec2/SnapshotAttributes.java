package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredSnapshot;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ResetSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetSnapshotAttributeResponse;

/** ModifySnapshotAttribute, DescribeSnapshotAttribute and ResetSnapshotAttribute. */
final class SnapshotAttributes {

  private static final String ATTRIBUTE = "createVolumePermission";
  private static final String ALL = "all";

  private final State state;
  private final Authorization authorization;

  SnapshotAttributes(State state) {
    this.state = state;
    this.authorization = new Authorization(state);
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                ModifySnapshotAttributeRequest.class,
                ModifySnapshotAttributeRequest::builder,
                this::modify,
                "SnapshotId",
                "Attribute",
                "CreateVolumePermission",
                "OperationType",
                "UserIds",
                "GroupNames")
            .needing(
                (caller, request) ->
                    List.of(
                        authorization.on(caller, "ModifySnapshotAttribute", request.snapshotId()))),
        Ec2Action.of(
                DescribeSnapshotAttributeRequest.class,
                DescribeSnapshotAttributeRequest::builder,
                this::describe,
                "SnapshotId",
                "Attribute")
            .needing(
                (caller, request) ->
                    List.of(
                        authorization.on(
                            caller, "DescribeSnapshotAttribute", request.snapshotId()))),
        Ec2Action.of(
                ResetSnapshotAttributeRequest.class,
                ResetSnapshotAttributeRequest::builder,
                this::reset,
                "SnapshotId",
                "Attribute")
            .needing(
                (caller, request) ->
                    List.of(
                        authorization.on(caller, "ResetSnapshotAttribute", request.snapshotId()))));
  }

  private ModifySnapshotAttributeResponse modify(
      Caller caller, ModifySnapshotAttributeRequest request) {
    String id = Parameters.require(request.snapshotId(), "snapshotId");
    if (request.attribute() != null) {
      requirePermission(request.attributeAsString());
    }
    List<CreateVolumePermission> added = new ArrayList<>();
    List<CreateVolumePermission> removed = new ArrayList<>();
    if (request.createVolumePermission() != null) {
      added.addAll(request.createVolumePermission().add());
      removed.addAll(request.createVolumePermission().remove());
    }
    List<CreateVolumePermission> flat = flat(request);
    if (!flat.isEmpty()) {
      String operation = Parameters.require(request.operationTypeAsString(), "operationType");
      switch (operation) {
        case "add" -> added.addAll(flat);
        case "remove" -> removed.addAll(flat);
        default -> throw Parameters.invalid(operation, "OperationType", "Expecting add or remove.");
      }
    }
    if (added.isEmpty() && removed.isEmpty()) {
      throw Parameters.combination("No permissions to add or to remove.");
    }
    added.forEach(SnapshotAttributes::check);
    removed.forEach(SnapshotAttributes::check);
    change(
        caller,
        id,
        stored -> {
          if (!added.isEmpty()) {
            boolean withAll = added.stream().anyMatch(p -> p.group() != null);
            Sharing.check(caller, stored.snapshot(), withAll);
          }
          Set<CreateVolumePermission> after = new LinkedHashSet<>(stored.permissions());
          after.addAll(added);
          removed.forEach(after::remove);
          return stored.with(List.copyOf(after));
        });
    return ModifySnapshotAttributeResponse.builder().build();
  }

  private static List<CreateVolumePermission> flat(ModifySnapshotAttributeRequest request) {
    List<CreateVolumePermission> all = new ArrayList<>();
    request.userIds().forEach(id -> all.add(CreateVolumePermission.builder().userId(id).build()));
    request
        .groupNames()
        .forEach(group -> all.add(CreateVolumePermission.builder().group(group).build()));
    return all;
  }

  private static void check(CreateVolumePermission permission) {
    String user = permission.userId();
    if (user != null && !user.matches("[0-9]{12}")) {
      throw new Refusal(400, "InvalidUserID.Malformed", "Invalid user id: \"" + user + "\"");
    }
    String group = permission.groupAsString();
    if (group != null && !group.equals(ALL)) {
      throw Parameters.invalid(group, "Group", "Expecting " + ALL + ".");
    }
  }

  private DescribeSnapshotAttributeResponse describe(
      Caller caller, DescribeSnapshotAttributeRequest request) {
    String id = Parameters.require(request.snapshotId(), "snapshotId");
    StoredSnapshot stored = find(caller, id);
    String attribute = Parameters.require(request.attributeAsString(), "attribute");
    DescribeSnapshotAttributeResponse.Builder answer =
        DescribeSnapshotAttributeResponse.builder().snapshotId(id);
    if (attribute.equals("productCodes")) {
      return answer.productCodes(List.of()).build();
    }
    requirePermission(attribute);
    return answer.createVolumePermissions(stored.permissions()).build();
  }

  private ResetSnapshotAttributeResponse reset(
      Caller caller, ResetSnapshotAttributeRequest request) {
    String id = Parameters.require(request.snapshotId(), "snapshotId");
    requirePermission(request.attributeAsString());
    change(caller, id, stored -> stored.with(List.of()));
    return ResetSnapshotAttributeResponse.builder().build();
  }

  private static void requirePermission(@Nullable String attribute) {
    String given = Parameters.require(attribute, "attribute");
    if (!given.equals(ATTRIBUTE)) {
      throw Parameters.invalid(given, "Attribute", "Expecting " + ATTRIBUTE + ".");
    }
  }

  private StoredSnapshot find(Caller caller, String id) {
    Ids.requireSnapshot(id);
    return state.snapshots(caller.region()).find(id).orElseThrow(() -> Ids.noSnapshot(id));
  }

  private void change(Caller caller, String id, UnaryOperator<StoredSnapshot> change) {
    state.holdingRegion(
        caller.region(),
        () -> {
          StoredSnapshot changed = change.apply(find(caller, id));
          state.snapshots(caller.region()).put(id, changed);
          return changed;
        });
  }
}
