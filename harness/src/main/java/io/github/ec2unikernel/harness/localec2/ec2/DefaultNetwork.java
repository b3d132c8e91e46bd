package io.github.ec2unikernel.harness.localec2.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.wire.Arn;
import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** The default VPC that every region has, with a subnet for each zone; there is no other. */
final class DefaultNetwork {

  private static final String CIDR = "172.31.0.0/16";
  private static final int ADDRESSES = 4091;

  private final Region region;

  private DefaultNetwork(Region region) {
    this.region = region;
  }

  /** Returns that of a caller's region. */
  static DefaultNetwork of(Caller caller) {
    return new DefaultNetwork(Region.find(caller.region()).orElseThrow());
  }

  /** Returns the VPC's id. */
  String vpcId() {
    return id("vpc", "");
  }

  /** Returns the id of the VPC's default security group. */
  String groupId() {
    return id("sg", "");
  }

  /** Returns the VPC. */
  Vpc vpc() {
    return Vpc.builder()
        .vpcId(vpcId())
        .ownerId(Caller.ACCOUNT)
        .cidrBlock(CIDR)
        .cidrBlockAssociationSet(
            VpcCidrBlockAssociation.builder()
                .associationId(id("vpc-cidr-assoc", ""))
                .cidrBlock(CIDR)
                .cidrBlockState(s -> s.state("associated"))
                .build())
        .dhcpOptionsId(id("dopt", ""))
        .instanceTenancy(Tenancy.DEFAULT)
        .isDefault(true)
        .state(VpcState.AVAILABLE)
        .build();
  }

  /** Returns the subnets, one for each zone. */
  List<Subnet> subnets() {
    List<Subnet> subnets = new ArrayList<>();
    for (char letter : region.zones().toCharArray()) {
      String id = id("subnet", String.valueOf(letter));
      subnets.add(
          Subnet.builder()
              .subnetId(id)
              .subnetArn(Arn.ofEc2(region.name(), "subnet", id))
              .vpcId(vpcId())
              .ownerId(Caller.ACCOUNT)
              .availabilityZone(region.name() + letter)
              .availabilityZoneId(region.zoneId(letter))
              .cidrBlock("172.31." + 16 * subnets.size() + ".0/20")
              .availableIpAddressCount(ADDRESSES)
              .defaultForAz(true)
              .mapPublicIpOnLaunch(true)
              .assignIpv6AddressOnCreation(false)
              .state(SubnetState.AVAILABLE)
              .build());
    }
    return subnets;
  }

  // The same in every process and after every restart.
  private String id(String prefix, String suffix) {
    String name = prefix + region.name() + suffix;
    String hex = UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString().replace("-", "");
    return prefix + "-0" + hex.substring(16);
  }
}
