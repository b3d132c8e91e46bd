package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The security groups of the region's default VPC, in which instances start that name no subnet.
 * Other VPCs may have groups of the same names.
 */
public final class SecurityGroups {

  private static final String GONE = "InvalidGroup.NotFound";

  private final Ec2Client ec2;
  private final AwsCalls calls;
  private final String region;

  SecurityGroups(Ec2Client ec2, AwsCalls calls, String region) {
    this.ec2 = ec2;
    this.calls = calls;
    this.region = region;
  }

  /** Returns the default VPC's group of that name, if there are both. */
  public Optional<SecurityGroupRecord> find(String name) {
    return vpc().flatMap(vpc -> find(vpc, name));
  }

  /**
   * Returns the id of the default VPC.
   *
   * @throws EnvironmentException if someone has deleted it
   */
  public String requireVpc() {
    return vpc()
        .orElseThrow(
            () ->
                new EnvironmentException(
                    "There is no default VPC in " + region + ", which a security group would be of",
                    "Make one: aws ec2 create-default-vpc --region "
                        + region
                        + ". Or leave <securityGroup> out, and name one of your own VPC when you"
                        + " start instances."));
  }

  private Optional<String> vpc() {
    Filter filter = filter("is-default", "true");
    return calls
        .run("ec2:DescribeVpcs", () -> ec2.describeVpcs(r -> r.filters(filter)).vpcs())
        .stream()
        .map(Vpc::vpcId)
        .findFirst();
  }

  private Optional<SecurityGroupRecord> find(String vpc, String name) {
    List<Filter> filters = List.of(filter("vpc-id", vpc), filter("group-name", name));
    return calls
        .run(
            "ec2:DescribeSecurityGroups",
            () -> ec2.describeSecurityGroups(r -> r.filters(filters)).securityGroups())
        .stream()
        .findFirst()
        .map(SecurityGroups::read);
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  /** Makes a group in the default VPC that lets nothing in, and returns its id. */
  public String create(String name, String description, Map<String, String> tags) {
    String vpc = requireVpc();
    return calls.run(
        "ec2:CreateSecurityGroup",
        () ->
            ec2.createSecurityGroup(
                    r ->
                        r.groupName(name)
                            .vpcId(vpc)
                            .description(description)
                            .tagSpecifications(Tags.from(ResourceType.SECURITY_GROUP, tags)))
                .groupId());
  }

  /** Lets more into a group. */
  public void authorize(String id, Collection<Ingress> ingress) {
    calls.run(
        "ec2:AuthorizeSecurityGroupIngress",
        () ->
            ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(id).ipPermissions(permissions(ingress))));
  }

  /** Lets less into a group. */
  public void revoke(String id, Collection<Ingress> ingress) {
    calls.run(
        "ec2:RevokeSecurityGroupIngress",
        () ->
            ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(permissions(ingress))));
  }

  /** Deletes a group that nothing uses; one that is gone already is well. */
  public void delete(String id) {
    try {
      ec2.deleteSecurityGroup(r -> r.groupId(id));
    } catch (SdkException e) {
      if (!AwsErrors.code(e).equals(GONE)) {
        throw calls.failure("ec2:DeleteSecurityGroup", e);
      }
    }
  }

  private static List<IpPermission> permissions(Collection<Ingress> ingress) {
    return ingress.stream().map(SecurityGroups::permission).toList();
  }

  private static IpPermission permission(Ingress one) {
    IpPermission.Builder permission =
        IpPermission.builder().ipProtocol(one.protocol()).fromPort(one.port()).toPort(one.port());
    return one.from().contains(":")
        ? permission.ipv6Ranges(Ipv6Range.builder().cidrIpv6(one.from()).build()).build()
        : permission.ipRanges(IpRange.builder().cidrIp(one.from()).build()).build();
  }

  private static SecurityGroupRecord read(SecurityGroup group) {
    Set<Ingress> ingress = new HashSet<>();
    for (IpPermission permission : group.ipPermissions()) {
      if (permission.fromPort() != null && permission.fromPort().equals(permission.toPort())) {
        Stream.concat(
                permission.ipRanges().stream().map(IpRange::cidrIp),
                permission.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6))
            .map(from -> new Ingress(permission.ipProtocol(), permission.fromPort(), from))
            .forEach(ingress::add);
      }
    }
    Map<String, String> tags = new TreeMap<>();
    group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return new SecurityGroupRecord(group.groupId(), group.groupName(), ingress, tags);
  }
}
