package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredGroup;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/** CreateSecurityGroup, DescribeSecurityGroups and DeleteSecurityGroup. */
final class SecurityGroupActions {

  private static final int FEWEST_RESULTS = 5;
  private static final Pattern TEXT =
      Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}");

  private static final Filters<SecurityGroup> FILTERS =
      new Filters<SecurityGroup>()
          .one("description", SecurityGroup::description)
          .one("group-id", SecurityGroup::groupId)
          .one("group-name", SecurityGroup::groupName)
          .one("owner-id", SecurityGroup::ownerId)
          .one("vpc-id", SecurityGroup::vpcId)
          .many(
              "ip-permission.cidr",
              g ->
                  g.ipPermissions().stream()
                      .flatMap(p -> p.ipRanges().stream())
                      .map(r -> r.cidrIp()))
          .many("ip-permission.from-port", g -> ports(g.ipPermissions(), true))
          .many("ip-permission.to-port", g -> ports(g.ipPermissions(), false))
          .many(
              "ip-permission.protocol",
              g -> g.ipPermissions().stream().map(IpPermission::ipProtocol))
          .tagged(SecurityGroup::tags);

  private final State state;
  private final Authorization authorization;
  private final SecurityGroups groups;
  private final Instances instances;

  SecurityGroupActions(State state, SecurityGroups groups, Instances instances) {
    this.state = state;
    this.authorization = new Authorization(state);
    this.groups = groups;
    this.instances = instances;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                CreateSecurityGroupRequest.class,
                CreateSecurityGroupRequest::builder,
                this::create,
                "GroupName",
                "Description",
                "VpcId",
                "TagSpecifications")
            .needing(this::creating),
        Ec2Action.of(
            DescribeSecurityGroupsRequest.class,
            DescribeSecurityGroupsRequest::builder,
            this::describe,
            "GroupIds",
            "GroupNames",
            "Filters",
            "MaxResults",
            "NextToken"),
        Ec2Action.of(
                DeleteSecurityGroupRequest.class,
                DeleteSecurityGroupRequest::builder,
                this::delete,
                "GroupId",
                "GroupName")
            .needing(
                (caller, request) ->
                    List.of(
                        authorization.on(
                            caller,
                            "DeleteSecurityGroup",
                            groups.idOf(caller, request.groupId(), request.groupName())))));
  }

  private List<Permission> creating(Caller caller, CreateSecurityGroupRequest request) {
    return Stream.concat(
            authorization.making(
                caller, "CreateSecurityGroup", "security-group", request.tagSpecifications()),
            Stream.of(
                authorization.on(caller, "CreateSecurityGroup", DefaultNetwork.of(caller).vpcId())))
        .toList();
  }

  private CreateSecurityGroupResponse create(Caller caller, CreateSecurityGroupRequest request) {
    String name = Parameters.require(request.groupName(), "groupName");
    String description = Parameters.require(request.description(), "description");
    String vpcId = DefaultNetwork.of(caller).vpcId();
    if (request.vpcId() != null && !request.vpcId().equals(vpcId)) {
      throw new Refusal(
          400, "InvalidVpcID.NotFound", "The vpc ID '" + request.vpcId() + "' does not exist");
    }
    if (name.equals(SecurityGroups.DEFAULT)) {
      throw new Refusal(
          400, "InvalidParameterValue", "Cannot use reserved security group name: default");
    }
    requireText(name, "GroupName");
    requireText(description, "GroupDescription");
    if (name.startsWith("sg-")) {
      throw Parameters.invalid(name, "GroupName", "Group names may not start with 'sg-'.");
    }
    List<Tag> tags = TagRules.specified(request.tagSpecifications(), "security-group");
    return state.holdingRegion(
        caller.region(),
        () -> {
          if (groups.named(caller, name).isPresent()) {
            throw new Refusal(
                400,
                "InvalidGroup.Duplicate",
                "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
          }
          SecurityGroup group =
              SecurityGroup.builder()
                  .groupId(Ids.fresh("sg"))
                  .groupName(name)
                  .description(description)
                  .ownerId(Caller.ACCOUNT)
                  .vpcId(vpcId)
                  .tags(tags)
                  .build();
          state.groups(caller.region()).put(group.groupId(), new StoredGroup(group, List.of()));
          return CreateSecurityGroupResponse.builder()
              .groupId(group.groupId())
              .tags(tags.isEmpty() ? null : tags)
              .build();
        });
  }

  private static void requireText(String text, String name) {
    if (!TEXT.matcher(text).matches()) {
      throw Parameters.invalid(
          text,
          name,
          "Character sets beyond ASCII letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* are not"
              + " supported, nor more than 255 characters.");
    }
  }

  private DescribeSecurityGroupsResponse describe(
      Caller caller, DescribeSecurityGroupsRequest request) {
    if (request.maxResults() != null && (request.hasGroupIds() || request.hasGroupNames())) {
      throw Parameters.combination("The parameter maxResults cannot be used with groups.");
    }
    List<StoredGroup> named = new ArrayList<>();
    request.groupIds().forEach(id -> named.add(groups.require(caller, id, null)));
    request.groupNames().forEach(name -> named.add(groups.require(caller, null, name)));
    boolean all = !request.hasGroupIds() && !request.hasGroupNames();
    List<SecurityGroup> wanted =
        (all ? groups.all(caller) : named).stream().distinct().map(groups::shown).toList();
    Page<SecurityGroup> page =
        Page.of(
            FILTERS.select(wanted, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  private DeleteSecurityGroupResponse delete(Caller caller, DeleteSecurityGroupRequest request) {
    return state.holdingRegion(
        caller.region(),
        () -> {
          SecurityGroup group =
              groups.require(caller, request.groupId(), request.groupName()).group();
          String id = group.groupId();
          if (id.equals(DefaultNetwork.of(caller).groupId())) {
            throw new Refusal(
                400,
                "CannotDelete",
                "the specified group: \""
                    + id
                    + "\" name: \"default\" cannot be deleted by a user");
          }
          if (instances.alive(caller).anyMatch(i -> isMember(i.instance(), id))) {
            throw new Refusal(
                400, "DependencyViolation", "resource " + id + " has a dependent object");
          }
          state.groups(caller.region()).remove(id);
          return DeleteSecurityGroupResponse.builder().returnValue(true).build();
        });
  }

  private static boolean isMember(
      software.amazon.awssdk.services.ec2.model.Instance instance, String groupId) {
    return instance.securityGroups().stream().anyMatch(g -> g.groupId().equals(groupId));
  }

  private static Stream<String> ports(List<IpPermission> permissions, boolean from) {
    return permissions.stream()
        .map(p -> from ? p.fromPort() : p.toPort())
        .flatMap(Stream::ofNullable)
        .map(Object::toString);
  }
}
