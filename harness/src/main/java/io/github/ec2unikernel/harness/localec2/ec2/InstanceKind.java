package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/**
 * An instance type.
 *
 * @param virtualization what Linux's images run as on it, {@code hvm} and {@code paravirtual}
 * @param bootModes {@code legacy-bios} and {@code uefi}
 * @param ena {@code required}, {@code supported} or {@code unsupported}
 * @param memory in MiB
 * @param offered the name of the regions that have it
 */
record InstanceKind(
    String name,
    boolean current,
    String hypervisor,
    List<String> virtualization,
    List<String> architectures,
    List<String> bootModes,
    String ena,
    int vcpus,
    long memory,
    boolean instanceStore,
    String offered) {

  static final String NITRO = "nitro";

  private static final Set<String> OLD =
      Set.of(
          "us-east-1",
          "us-west-1",
          "us-west-2",
          "eu-west-1",
          "ap-northeast-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "sa-east-1",
          "us-gov-west-1");
  private static final Map<String, Set<String>> REGIONS =
      Map.of(
          "old",
          OLD,
          "hs1",
          Set.of(
              "us-east-1",
              "us-west-2",
              "eu-west-1",
              "ap-northeast-1",
              "ap-southeast-1",
              "ap-southeast-2"));

  private static final List<InstanceKind> ALL =
      Table.read(InstanceKind.class, "instance-types.tsv", InstanceKind::of);

  /** Returns the types that a region offers. */
  static List<InstanceKind> in(String region) {
    return ALL.stream().filter(type -> type.isOfferedIn(region)).toList();
  }

  /** Returns the type of that name, offered anywhere. */
  static Optional<InstanceKind> find(String name) {
    return ALL.stream().filter(type -> type.name.equals(name)).findFirst();
  }

  /** Returns whether a region has it. */
  boolean isOfferedIn(String region) {
    return switch (offered) {
      case "all" -> true;
      case "not-stockholm" -> !region.equals("eu-north-1");
      case "pv" -> OLD.contains(region) || Set.of("eu-central-1", "cn-north-1").contains(region);
      default -> REGIONS.getOrDefault(offered, Set.of()).contains(region);
    };
  }

  /** Returns what starts an image that may run here: UEFI where it prefers it, else its own. */
  String bootMode(Image image) {
    String asked = image.bootModeAsString();
    if ("uefi-preferred".equals(asked)) {
      return bootModes.contains("uefi") ? "uefi" : "legacy-bios";
    }
    return asked == null ? bootModes.get(0) : asked;
  }

  /** Returns whether it is of the Nitro system: no Xen, disks by NVMe, the network by ENA. */
  boolean isNitro() {
    return hypervisor.equals(NITRO);
  }

  /** Returns the type as DescribeInstanceTypes shows it. */
  InstanceTypeInfo info() {
    String device = isNitro() ? "required" : "unsupported";
    boolean hvmForWindows = !virtualization.contains("hvm");
    return InstanceTypeInfo.builder()
        .instanceType(name)
        .currentGeneration(current)
        .freeTierEligible(name.equals("t2.micro") || name.equals("t3.micro"))
        .supportedUsageClassesWithStrings("on-demand", "spot")
        .supportedRootDeviceTypesWithStrings(
            instanceStore ? List.of("ebs", "instance-store") : List.of("ebs"))
        .supportedVirtualizationTypesWithStrings(
            hvmForWindows ? List.of("hvm", "paravirtual") : virtualization)
        .bareMetal(false)
        .hypervisor(hypervisor)
        .processorInfo(p -> p.supportedArchitecturesWithStrings(architectures))
        .vCpuInfo(v -> v.defaultVCpus(vcpus))
        .memoryInfo(m -> m.sizeInMiB(memory))
        .instanceStorageSupported(instanceStore)
        .ebsInfo(
            e -> e.encryptionSupport(current ? "supported" : "unsupported").nvmeSupport(device))
        .networkInfo(n -> n.enaSupport(ena).efaSupported(false))
        .hibernationSupported(false)
        .burstablePerformanceSupported(name.startsWith("t") && !name.startsWith("t1"))
        .supportedBootModesWithStrings(bootModes)
        .build();
  }

  private static InstanceKind of(List<String> row) {
    return new InstanceKind(
        row.get(0),
        row.get(1).equals("current"),
        row.get(2),
        List.of(row.get(3).split(",")),
        List.of(row.get(4).split(",")),
        List.of(row.get(5).split(",")),
        row.get(6),
        Integer.parseInt(row.get(7)),
        Long.parseLong(row.get(8)),
        row.get(9).equals("yes"),
        row.get(10));
  }
}
