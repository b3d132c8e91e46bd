package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tenancy;

/** What the instances of one launch show. */
record InstanceRecord(
    Caller caller,
    RunInstancesRequest request,
    Image image,
    InstanceKind kind,
    Subnet subnet,
    List<GroupIdentifier> groups) {

  /** Returns the instance at a place in the launch, from 0. */
  Instance instance(int index) {
    String address = address();
    return Instance.builder()
        .instanceId(Ids.fresh("i"))
        .amiLaunchIndex(index)
        .imageId(image.imageId())
        .instanceType(kind.name())
        .architecture(image.architectureAsString())
        .virtualizationType(image.virtualizationTypeAsString())
        // Nitro's too, as AWS shows them.
        .hypervisor("xen")
        .kernelId(image.kernelId())
        .bootMode(image.bootModeAsString())
        .currentInstanceBootMode(kind.bootMode(image))
        .tpmSupport(image.tpmSupportAsString())
        .enaSupport(image.enaSupport())
        .ebsOptimized(false)
        .launchTime(caller.now())
        .clientToken(request.clientToken() == null ? "" : request.clientToken())
        .monitoring(m -> m.state(MonitoringState.DISABLED))
        .placement(
            p ->
                p.availabilityZone(subnet.availabilityZone())
                    .groupName("")
                    .tenancy(Tenancy.DEFAULT))
        .privateIpAddress(address)
        .privateDnsName("ip-" + address.replace('.', '-') + "." + caller.region() + ".internal")
        .publicDnsName("")
        .stateTransitionReason("")
        .subnetId(subnet.subnetId())
        .vpcId(subnet.vpcId())
        .securityGroups(groups)
        .sourceDestCheck(true)
        .platformDetails(image.platformDetails())
        .usageOperation(image.usageOperation())
        .usageOperationUpdateTime(caller.now())
        .rootDeviceName(image.rootDeviceName())
        .rootDeviceType(image.rootDeviceTypeAsString())
        .blockDeviceMappings(mappings())
        .tags(TagRules.of(request.tagSpecifications(), "instance"))
        .build();
  }

  private List<InstanceBlockDeviceMapping> mappings() {
    return image.blockDeviceMappings().stream()
        .map(
            mapping ->
                InstanceBlockDeviceMapping.builder()
                    .deviceName(mapping.deviceName())
                    .ebs(
                        e ->
                            e.volumeId(Ids.fresh("vol"))
                                .status("attached")
                                .attachTime(caller.now())
                                .deleteOnTermination(mapping.ebs().deleteOnTermination()))
                    .build())
        .toList();
  }

  // Out of the subnet's 4096 addresses but for the few that AWS keeps; nothing listens there.
  private String address() {
    String[] start = subnet.cidrBlock().split("[./]", -1);
    int offset = 4 + (UUID.randomUUID().hashCode() & 0x7fffffff) % 4091;
    return start[0]
        + "."
        + start[1]
        + "."
        + (Integer.parseInt(start[2]) + offset / 256)
        + "."
        + offset % 256;
  }
}
