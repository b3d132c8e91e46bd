package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredGroup;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Permission;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/** AuthorizeSecurityGroupIngress and RevokeSecurityGroupIngress, for ranges of addresses. */
final class IngressActions {

  private static final int MOST_RULES = 60;
  private static final String AUTHORIZE = "AuthorizeSecurityGroupIngress";
  private static final String RULE = "security-group-rule";
  private static final String[] PERMISSION = {
    "GroupId",
    "GroupName",
    "CidrIp",
    "IpProtocol",
    "FromPort",
    "ToPort",
    "IpPermissions.IpProtocol",
    "IpPermissions.FromPort",
    "IpPermissions.ToPort",
    "IpPermissions.IpRanges",
    "IpPermissions.Ipv6Ranges"
  };

  private final State state;
  private final Authorization authorization;
  private final SecurityGroups groups;

  IngressActions(State state, SecurityGroups groups) {
    this.state = state;
    this.authorization = new Authorization(state);
    this.groups = groups;
  }

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
                AuthorizeSecurityGroupIngressRequest.class,
                AuthorizeSecurityGroupIngressRequest::builder,
                this::authorize,
                and("TagSpecifications"))
            .needing(
                (caller, request) ->
                    Stream.concat(
                            on(caller, AUTHORIZE, request.groupId(), request.groupName()),
                            // Of what is made here only the tags need a right of their own.
                            authorization
                                .making(caller, AUTHORIZE, RULE, request.tagSpecifications())
                                .skip(1))
                        .toList()),
        Ec2Action.of(
                RevokeSecurityGroupIngressRequest.class,
                RevokeSecurityGroupIngressRequest::builder,
                this::revoke,
                and("SecurityGroupRuleIds"))
            .needing(
                (caller, request) ->
                    on(caller, "RevokeSecurityGroupIngress", request.groupId(), request.groupName())
                        .toList()));
  }

  private Stream<Permission> on(
      Caller caller, String action, @Nullable String id, @Nullable String name) {
    return Stream.of(authorization.on(caller, action, groups.idOf(caller, id, name)));
  }

  private static String[] and(String more) {
    List<String> all = new ArrayList<>(List.of(PERMISSION));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private AuthorizeSecurityGroupIngressResponse authorize(
      Caller caller, AuthorizeSecurityGroupIngressRequest request) {
    List<Tag> tags = TagRules.specified(request.tagSpecifications(), RULE);
    return state.holdingRegion(
        caller.region(),
        () -> {
          StoredGroup stored = groups.require(caller, request.groupId(), request.groupName());
          String id = stored.group().groupId();
          List<SecurityGroupRule> added = new ArrayList<>();
          List<SecurityGroupRule> all = new ArrayList<>(stored.rules());
          for (SecurityGroupRule rule : IngressRules.of(id, permissions(request))) {
            if (all.stream().anyMatch(known -> IngressRules.areSame(known, rule))) {
              throw new Refusal(
                  400,
                  "InvalidPermission.Duplicate",
                  "the specified rule \"" + IngressRules.words(rule) + "\" already exists");
            }
            SecurityGroupRule named =
                rule.toBuilder().securityGroupRuleId(Ids.fresh("sgr")).tags(tags).build();
            added.add(named);
            all.add(named);
          }
          if (all.size() > MOST_RULES) {
            throw new Refusal(
                400,
                "RulesPerSecurityGroupLimitExceeded",
                "The maximum number of rules per security group has been reached.");
          }
          state.groups(caller.region()).put(id, new StoredGroup(stored.group(), all));
          return AuthorizeSecurityGroupIngressResponse.builder()
              .returnValue(true)
              .securityGroupRules(added)
              .build();
        });
  }

  private RevokeSecurityGroupIngressResponse revoke(
      Caller caller, RevokeSecurityGroupIngressRequest request) {
    return state.holdingRegion(
        caller.region(),
        () -> {
          StoredGroup stored = groups.require(caller, request.groupId(), request.groupName());
          List<SecurityGroupRule> left = new ArrayList<>(stored.rules());
          for (String id : request.securityGroupRuleIds()) {
            if (!left.removeIf(rule -> rule.securityGroupRuleId().equals(id))) {
              throw new Refusal(
                  400,
                  "InvalidSecurityGroupRuleId.NotFound",
                  "The security group rule ID '" + id + "' does not exist");
            }
          }
          List<IpPermission> given = permissions(request);
          if (!given.isEmpty() || !request.hasSecurityGroupRuleIds()) {
            for (SecurityGroupRule rule : IngressRules.of(stored.group().groupId(), given)) {
              if (!left.removeIf(known -> IngressRules.areSame(known, rule))) {
                throw new Refusal(
                    400,
                    "InvalidPermission.NotFound",
                    "The specified rule does not exist in this security group.");
              }
            }
          }
          StoredGroup changed = new StoredGroup(stored.group(), left);
          state.groups(caller.region()).put(stored.group().groupId(), changed);
          return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
        });
  }

  private static List<IpPermission> permissions(AuthorizeSecurityGroupIngressRequest request) {
    return permissions(
        request.ipPermissions(),
        request.ipProtocol(),
        request.fromPort(),
        request.toPort(),
        request.cidrIp());
  }

  private static List<IpPermission> permissions(RevokeSecurityGroupIngressRequest request) {
    return permissions(
        request.ipPermissions(),
        request.ipProtocol(),
        request.fromPort(),
        request.toPort(),
        request.cidrIp());
  }

  private static List<IpPermission> permissions(
      List<IpPermission> listed,
      @Nullable String protocol,
      @Nullable Integer from,
      @Nullable Integer to,
      @Nullable String cidr) {
    if (cidr == null && protocol == null) {
      return listed;
    }
    if (!listed.isEmpty()) {
      throw Parameters.combination(
          "The parameter ipPermissions cannot be used with the parameter cidrIp.");
    }
    return List.of(
        IpPermission.builder()
            .ipProtocol(protocol)
            .fromPort(from)
            .toPort(to)
            .ipRanges(IpRange.builder().cidrIp(cidr).build())
            .build());
  }
}
