package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;

/** DescribeInstanceTypes and DescribeInstanceTypeOfferings. */
final class InstanceTypeActions {

  private static final int FEWEST_RESULTS = 5;

  private static final Filters<InstanceTypeInfo> FILTERS =
      new Filters<InstanceTypeInfo>()
          .one("bare-metal", InstanceTypeInfo::bareMetal)
          .one("burstable-performance-supported", InstanceTypeInfo::burstablePerformanceSupported)
          .one("current-generation", InstanceTypeInfo::currentGeneration)
          .one("ebs-info.nvme-support", i -> i.ebsInfo().nvmeSupportAsString())
          .one("free-tier-eligible", InstanceTypeInfo::freeTierEligible)
          .one("hypervisor", InstanceTypeInfo::hypervisorAsString)
          .one("instance-storage-supported", InstanceTypeInfo::instanceStorageSupported)
          .one("instance-type", InstanceTypeInfo::instanceTypeAsString)
          .one("memory-info.size-in-mib", i -> i.memoryInfo().sizeInMiB())
          .one("network-info.ena-support", i -> i.networkInfo().enaSupportAsString())
          .many(
              "processor-info.supported-architecture",
              i -> i.processorInfo().supportedArchitecturesAsStrings().stream())
          .many("supported-boot-mode", i -> i.supportedBootModesAsStrings().stream())
          .many("supported-root-device-type", i -> i.supportedRootDeviceTypesAsStrings().stream())
          .many("supported-usage-class", i -> i.supportedUsageClassesAsStrings().stream())
          .many(
              "supported-virtualization-type",
              i -> i.supportedVirtualizationTypesAsStrings().stream())
          .one("vcpu-info.default-vcpus", i -> i.vCpuInfo().defaultVCpus());

  private static final Filters<InstanceTypeOffering> OFFERING_FILTERS =
      new Filters<InstanceTypeOffering>()
          .one("instance-type", InstanceTypeOffering::instanceTypeAsString)
          .one("location", InstanceTypeOffering::location);

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeInstanceTypesRequest.class,
            DescribeInstanceTypesRequest::builder,
            InstanceTypeActions::describe,
            "InstanceTypes",
            "Filters",
            "MaxResults",
            "NextToken"),
        Ec2Action.of(
            DescribeInstanceTypeOfferingsRequest.class,
            DescribeInstanceTypeOfferingsRequest::builder,
            InstanceTypeActions::describeOfferings,
            "LocationType",
            "Filters",
            "MaxResults",
            "NextToken"));
  }

  private static DescribeInstanceTypesResponse describe(
      Caller caller, DescribeInstanceTypesRequest request) {
    List<InstanceKind> offered = InstanceKind.in(caller.region());
    List<String> names = offered.stream().map(InstanceKind::name).toList();
    List<String> missing =
        request.instanceTypesAsStrings().stream().filter(n -> !names.contains(n)).toList();
    if (!missing.isEmpty()) {
      throw new Refusal(
          400,
          "InvalidInstanceType",
          "The following supplied instance types do not exist: ["
              + String.join(", ", missing)
              + "]");
    }
    List<InstanceTypeInfo> wanted =
        offered.stream()
            .filter(
                kind ->
                    !request.hasInstanceTypes()
                        || request.instanceTypesAsStrings().contains(kind.name()))
            .map(InstanceKind::info)
            .toList();
    Page<InstanceTypeInfo> page =
        Page.of(
            FILTERS.select(wanted, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeInstanceTypesResponse.builder()
        .instanceTypes(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  private static DescribeInstanceTypeOfferingsResponse describeOfferings(
      Caller caller, DescribeInstanceTypeOfferingsRequest request) {
    String type = request.locationTypeAsString();
    List<InstanceTypeOffering> offerings = new ArrayList<>();
    for (String location : locations(caller, type)) {
      for (InstanceKind kind : InstanceKind.in(caller.region())) {
        offerings.add(
            InstanceTypeOffering.builder()
                .instanceType(kind.name())
                .locationType(type == null ? "region" : type)
                .location(location)
                .build());
      }
    }
    Page<InstanceTypeOffering> page =
        Page.of(
            OFFERING_FILTERS.select(offerings, request.filters()),
            request.maxResults(),
            request.nextToken(),
            FEWEST_RESULTS);
    return DescribeInstanceTypeOfferingsResponse.builder()
        .instanceTypeOfferings(page.things())
        .nextToken(page.nextToken())
        .build();
  }

  private static List<String> locations(Caller caller, @Nullable String type) {
    Region region = Region.find(caller.region()).orElseThrow();
    return switch (type == null ? "region" : type) {
      case "region" -> List.of(region.name());
      case "availability-zone" ->
          region.zones().chars().mapToObj(letter -> region.name() + (char) letter).toList();
      case "availability-zone-id" ->
          region.zones().chars().mapToObj(letter -> region.zoneId((char) letter)).toList();
      default ->
          throw Parameters.invalid(
              String.valueOf(type),
              "LocationType",
              "Expecting region, availability-zone or availability-zone-id.");
    };
  }
}
