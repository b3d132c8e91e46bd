package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ec2unikernel.harness.localec2.state.State;
import io.github.ec2unikernel.harness.localec2.state.StoredGroup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The default VPC and its security groups. */
final class SecurityGroupsTest extends LocalEc2Base {

  @Test
  void everyRegionHasADefaultVpcWithASubnetForEachZoneAndAGroup() {
    String vpc =
        ec2.describeVpcs(r -> r.filters(Clients.filter("is-default", "true")))
            .vpcs()
            .get(0)
            .vpcId();

    assertThat(ec2.describeSubnets().subnets())
        .extracting(s -> s.availabilityZone(), s -> s.cidrBlock(), s -> s.vpcId())
        .containsExactly(
            tuple("us-west-2a", "172.31.0.0/20", vpc),
            tuple("us-west-2b", "172.31.16.0/20", vpc),
            tuple("us-west-2c", "172.31.32.0/20", vpc),
            tuple("us-west-2d", "172.31.48.0/20", vpc));
    assertThat(ec2.describeSecurityGroups().securityGroups())
        .extracting(SecurityGroup::groupName, SecurityGroup::vpcId)
        .containsExactly(tuple("default", vpc));
    assertThat(Clients.code(() -> ec2.describeVpcs(r -> r.vpcIds("vpc-00000000"))))
        .isEqualTo("InvalidVpcID.NotFound");
    assertThat(Clients.code(() -> ec2.describeSubnets(r -> r.subnetIds("subnet-00000000"))))
        .isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void aGroupIsMadeOnceAndFoundByItsNameAndDeleted() {
    String id = create("web");

    assertThat(Clients.code(() -> create("web"))).isEqualTo("InvalidGroup.Duplicate");
    assertThat(
            ec2.describeSecurityGroups(r -> r.filters(Clients.filter("group-name", "web")))
                .securityGroups())
        .extracting(SecurityGroup::groupId)
        .containsExactly(id);
    ec2.createTags(r -> r.resources(id).tags(Registrations.tag("k", "v")));
    assertThat(
            ec2.describeTags(r -> r.filters(Clients.filter("resource-type", "security-group")))
                .tags())
        .hasSize(1);
    ec2.deleteSecurityGroup(r -> r.groupId(id));
    assertThat(Clients.code(() -> ec2.deleteSecurityGroup(r -> r.groupId(id))))
        .isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void aNameIsOneVpcsAndTheFilterTellsWhose() {
    String other = "vpc-0aaaaaaaaaaaaaaaa";
    SecurityGroup others =
        SecurityGroup.builder()
            .groupId("sg-00000000000000001")
            .groupName("web")
            .description("of another VPC")
            .ownerId("123456789012")
            .vpcId(other)
            .build();
    State.open(directory)
        .groups("us-west-2")
        .put(others.groupId(), new StoredGroup(others, List.of()));

    String id = create("web");

    String vpc = shown(id).vpcId();
    assertThat(groups(Clients.filter("group-name", "web")))
        .containsExactlyInAnyOrder(others.groupId(), id);
    assertThat(groups(Clients.filter("group-name", "web"), Clients.filter("vpc-id", vpc)))
        .containsExactly(id);
    assertThat(groups(Clients.filter("vpc-id", other))).containsExactly(others.groupId());
    assertThat(ec2.describeSecurityGroups(r -> r.groupNames("web")).securityGroups())
        .extracting(SecurityGroup::groupId)
        .containsExactly(id);
    ec2.deleteSecurityGroup(r -> r.groupName("web"));
    assertThat(groups(Clients.filter("group-name", "web"))).containsExactly(others.groupId());
  }

  @ParameterizedTest
  @CsvSource({"default", "sg-web", "w\u00e9b"})
  void aNameThatAGroupCanNotHaveIsRefused(String name) {
    assertThat(Clients.code(() -> create(name))).isEqualTo("InvalidParameterValue");
  }

  @Test
  void theDefaultGroupStays() {
    String id = ec2.describeSecurityGroups().securityGroups().get(0).groupId();

    assertThat(Clients.code(() -> ec2.deleteSecurityGroup(r -> r.groupId(id))))
        .isEqualTo("CannotDelete");
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(id).ipPermissions(permission("tcp", 80, 80, "0.0.0.0/0")));
    assertThat(shown(id).ipPermissions()).hasSize(1);
  }

  @Test
  void aGroupThatAnInstanceIsInStaysUntilTheInstanceEnds() {
    String id = create("web");
    String image = Registrations.hvm(ec2, "hello", Blocks.snapshot(local, 1));
    String instance =
        ec2.runInstances(
                r ->
                    r.imageId(image)
                        .instanceType("t2.micro")
                        .minCount(1)
                        .maxCount(1)
                        .securityGroupIds(id))
            .instances()
            .get(0)
            .instanceId();

    assertThat(Clients.code(() -> ec2.deleteSecurityGroup(r -> r.groupId(id))))
        .isEqualTo("DependencyViolation");
    ec2.terminateInstances(r -> r.instanceIds(instance));
    ec2.deleteSecurityGroup(r -> r.groupId(id));
  }

  @Test
  void rulesAreAddedOnceShownTogetherAndTakenBackInBothForms() {
    String id = create("web");
    IpPermission web = permission("tcp", 80, 80, "10.1.2.3/8");

    String rule =
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(web))
            .securityGroupRules()
            .get(0)
            .securityGroupRuleId();
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupName("web").ipProtocol("6").fromPort(80).toPort(80).cidrIp("192.168.0.0/16"));

    assertThat(shown(id).ipPermissions())
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.ipRanges())
                    .extracting(IpRange::cidrIp)
                    .containsExactly("10.0.0.0/8", "192.168.0.0/16"));
    assertThat(
            Clients.refusal(
                () -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(web))))
        .hasMessageContaining("peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW");
    ec2.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(rule));
    ec2.revokeSecurityGroupIngress(
        r -> r.groupId(id).ipPermissions(permission("tcp", 80, 80, "192.168.0.0/16")));
    assertThat(shown(id).ipPermissions()).isEmpty();
    assertThat(
            Clients.code(
                () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(web))))
        .isEqualTo("InvalidPermission.NotFound");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 80, 79, 0.0.0.0/0",
    "tcp, 0, 65536, 0.0.0.0/0",
    "sctp, 1, 1, 0.0.0.0/0",
    "tcp, 80, 80, 0.0.0.0/33",
    "tcp, 80, 80, localhost/8",
    "tcp, 80, 80, 10.0.0.1"
  })
  void aRuleThatMakesNoSenseIsRefused(String protocol, int from, int to, String cidr) {
    String id = create("web");

    assertThat(
            Clients.code(
                () ->
                    ec2.authorizeSecurityGroupIngress(
                        r -> r.groupId(id).ipPermissions(permission(protocol, from, to, cidr)))))
        .isEqualTo("InvalidParameterValue");
  }

  private String create(String name) {
    return ec2.createSecurityGroup(r -> r.groupName(name).description("a group")).groupId();
  }

  private SecurityGroup shown(String id) {
    return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().get(0);
  }

  private static IpPermission permission(String protocol, int from, int to, String cidr) {
    return IpPermission.builder()
        .ipProtocol(protocol)
        .fromPort(from)
        .toPort(to)
        .ipRanges(IpRange.builder().cidrIp(cidr).build())
        .build();
  }

  private List<String> groups(Filter... filters) {
    return ec2.describeSecurityGroups(r -> r.filters(filters)).securityGroups().stream()
        .map(SecurityGroup::groupId)
        .toList();
  }
}
