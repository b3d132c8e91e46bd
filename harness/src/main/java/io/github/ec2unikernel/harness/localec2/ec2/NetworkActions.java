package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** DescribeVpcs and DescribeSubnets. */
final class NetworkActions {

  private static final int FEWEST_RESULTS = 5;

  private static final Filters<Vpc> VPC_FILTERS =
      new Filters<Vpc>()
          .one("cidr", Vpc::cidrBlock)
          .one("is-default", Vpc::isDefault)
          .one("isDefault", Vpc::isDefault)
          .one("owner-id", Vpc::ownerId)
          .one("state", Vpc::stateAsString)
          .one("vpc-id", Vpc::vpcId)
          .tagged(Vpc::tags);

  private static final Filters<Subnet> SUBNET_FILTERS =
      new Filters<Subnet>()
          .one("availability-zone", Subnet::availabilityZone)
          .one("availability-zone-id", Subnet::availabilityZoneId)
          .one("cidr-block", Subnet::cidrBlock)
          .one("default-for-az", Subnet::defaultForAz)
          .one("owner-id", Subnet::ownerId)
          .one("state", Subnet::stateAsString)
          .one("subnet-id", Subnet::subnetId)
          .one("vpc-id", Subnet::vpcId)
          .tagged(Subnet::tags);

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeVpcsRequest.class,
            DescribeVpcsRequest::builder,
            NetworkActions::describeVpcs,
            "VpcIds",
            "Filters",
            "MaxResults",
            "NextToken"),
        Ec2Action.of(
            DescribeSubnetsRequest.class,
            DescribeSubnetsRequest::builder,
            NetworkActions::describeSubnets,
            "SubnetIds",
            "Filters",
            "MaxResults",
            "NextToken"));
  }

  private static DescribeVpcsResponse describeVpcs(Caller caller, DescribeVpcsRequest request) {
    List<Vpc> wanted =
        named(
            List.of(DefaultNetwork.of(caller).vpc()),
            Vpc::vpcId,
            request.vpcIds(),
            "InvalidVpcID.NotFound",
            "The vpc ID '");
    Page<Vpc> page =
        Page.of(
            VPC_FILTERS.select(wanted, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeVpcsResponse.builder().vpcs(page.things()).nextToken(page.nextToken()).build();
  }

  private static DescribeSubnetsResponse describeSubnets(
      Caller caller, DescribeSubnetsRequest request) {
    List<Subnet> wanted =
        named(
            DefaultNetwork.of(caller).subnets(),
            Subnet::subnetId,
            request.subnetIds(),
            "InvalidSubnetID.NotFound",
            "The subnet ID '");
    Page<Subnet> page =
        Page.of(
            SUBNET_FILTERS.select(wanted, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeSubnetsResponse.builder()
        .subnets(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  private static <T> List<T> named(
      List<T> all, Function<T, String> id, List<String> asked, String code, String words) {
    List<String> known = all.stream().map(id).toList();
    for (String name : asked) {
      if (!known.contains(name)) {
        throw new Refusal(400, code, words + name + "' does not exist");
      }
    }
    return all.stream().filter(t -> asked.isEmpty() || asked.contains(id.apply(t))).toList();
  }
}
