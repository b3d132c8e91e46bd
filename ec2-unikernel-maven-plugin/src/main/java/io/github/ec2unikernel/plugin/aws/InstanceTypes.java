package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.launch.EnaUse;
import io.github.ec2unikernel.harness.launch.InstanceFamilies;
import io.github.ec2unikernel.harness.launch.InstanceType;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.EnaSupport;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeHypervisor;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** What the region's instance types are. */
public final class InstanceTypes {

  private final Ec2Client ec2;
  private final AwsCalls calls;

  InstanceTypes(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Returns those of the types that the region has, by their names. */
  public Map<String, InstanceType> find(Collection<String> types) {
    // By a filter: asked by name, EC2 refuses all for one that it does not know.
    Filter filter = Filter.builder().name("instance-type").values(types).build();
    Map<String, InstanceType> found = new TreeMap<>();
    for (InstanceTypeInfo info :
        calls.run(
            "ec2:DescribeInstanceTypes",
            () ->
                ec2.describeInstanceTypesPaginator(r -> r.filters(filter)).instanceTypes().stream()
                    .toList())) {
      found.put(info.instanceTypeAsString(), type(info));
    }
    return found;
  }

  private static InstanceType type(InstanceTypeInfo info) {
    Optional<InstanceType> family = InstanceFamilies.find(info.instanceTypeAsString());
    Set<Hypervisor> hypervisors = hypervisors(info);
    Set<Firmware> firmwares = EnumSet.noneOf(Firmware.class);
    for (String mode : info.supportedBootModesAsStrings()) {
      switch (mode) {
        case "legacy-bios" -> firmwares.add(Firmware.BIOS);
        case "uefi" -> firmwares.add(Firmware.UEFI);
        default -> {}
      }
    }
    // Of t1, m1, m2 and c1 AWS says hvm as well, but only Windows runs so.
    family
        .filter(it -> it.hypervisors().equals(Set.of(Hypervisor.XEN_PV)))
        .ifPresent(it -> hypervisors.remove(Hypervisor.XEN_HVM));
    if (!hypervisors.contains(Hypervisor.XEN_HVM) && !hypervisors.contains(Hypervisor.NITRO)) {
      firmwares.clear();
    }
    return new InstanceType(
        info.instanceTypeAsString(), hypervisors, firmwares, ena(info), isX86(info));
  }

  private static Set<Hypervisor> hypervisors(InstanceTypeInfo info) {
    Set<Hypervisor> hypervisors = EnumSet.noneOf(Hypervisor.class);
    if (info.hypervisor() != InstanceTypeHypervisor.XEN) {
      // Bare metal has none, and Nitro's cards.
      hypervisors.add(Hypervisor.NITRO);
      return hypervisors;
    }
    List<String> kinds = info.supportedVirtualizationTypesAsStrings();
    if (kinds.contains("paravirtual")) {
      hypervisors.add(Hypervisor.XEN_PV);
    }
    if (kinds.contains("hvm")) {
      hypervisors.add(Hypervisor.XEN_HVM);
    }
    return hypervisors;
  }

  private static EnaUse ena(InstanceTypeInfo info) {
    EnaSupport support = info.networkInfo() == null ? null : info.networkInfo().enaSupport();
    if (support == EnaSupport.REQUIRED) {
      return EnaUse.REQUIRED;
    }
    return support == EnaSupport.SUPPORTED ? EnaUse.SUPPORTED : EnaUse.NONE;
  }

  private static boolean isX86(InstanceTypeInfo info) {
    return info.processorInfo() == null
        || info.processorInfo().supportedArchitecturesAsStrings().contains("x86_64");
  }
}
