package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.Caller;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneOptInStatus;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;

/** DescribeRegions and DescribeAvailabilityZones. */
final class RegionActions {

  private static final String NO_OPT_IN = "opt-in-not-required";

  private static final Filters<software.amazon.awssdk.services.ec2.model.Region> REGION_FILTERS =
      new Filters<software.amazon.awssdk.services.ec2.model.Region>()
          .one("endpoint", software.amazon.awssdk.services.ec2.model.Region::endpoint)
          .one("opt-in-status", software.amazon.awssdk.services.ec2.model.Region::optInStatus)
          .one("region-name", software.amazon.awssdk.services.ec2.model.Region::regionName);

  private static final Filters<AvailabilityZone> ZONE_FILTERS =
      new Filters<AvailabilityZone>()
          .one("group-name", AvailabilityZone::groupName)
          .one("opt-in-status", AvailabilityZone::optInStatusAsString)
          .one("region-name", AvailabilityZone::regionName)
          .one("state", AvailabilityZone::stateAsString)
          .one("zone-id", AvailabilityZone::zoneId)
          .one("zone-name", AvailabilityZone::zoneName)
          .one("zone-type", AvailabilityZone::zoneType);

  List<Ec2Action<?>> actions() {
    return List.of(
        Ec2Action.of(
            DescribeRegionsRequest.class,
            DescribeRegionsRequest::builder,
            RegionActions::describeRegions,
            "RegionNames",
            "Filters",
            // No region here needs opting in.
            "AllRegions"),
        Ec2Action.of(
            DescribeAvailabilityZonesRequest.class,
            DescribeAvailabilityZonesRequest::builder,
            RegionActions::describeZones,
            "ZoneNames",
            "Filters",
            "AllAvailabilityZones"));
  }

  private static DescribeRegionsResponse describeRegions(
      Caller caller, DescribeRegionsRequest request) {
    String partition = region(caller).partition();
    List<Region> regions =
        Region.ALL.stream().filter(region -> region.partition().equals(partition)).toList();
    for (String name : request.regionNames()) {
      if (regions.stream().noneMatch(region -> region.name().equals(name))) {
        throw new Refusal(400, "InvalidParameterValue", "Invalid region name: " + name);
      }
    }
    List<software.amazon.awssdk.services.ec2.model.Region> wanted =
        regions.stream()
            .filter(r -> !request.hasRegionNames() || request.regionNames().contains(r.name()))
            .map(
                r ->
                    software.amazon.awssdk.services.ec2.model.Region.builder()
                        .regionName(r.name())
                        .endpoint(r.endpoint())
                        .optInStatus(NO_OPT_IN)
                        .build())
            .toList();
    return DescribeRegionsResponse.builder()
        .regions(REGION_FILTERS.select(wanted, request.filters()))
        .build();
  }

  private static DescribeAvailabilityZonesResponse describeZones(
      Caller caller, DescribeAvailabilityZonesRequest request) {
    List<AvailabilityZone> zones = zones(region(caller)).toList();
    for (String name : request.zoneNames()) {
      if (zones.stream().noneMatch(zone -> zone.zoneName().equals(name))) {
        throw new Refusal(
            400, "InvalidParameterValue", "Invalid availability zone: [" + name + "]");
      }
    }
    List<AvailabilityZone> wanted =
        zones.stream()
            .filter(z -> !request.hasZoneNames() || request.zoneNames().contains(z.zoneName()))
            .toList();
    return DescribeAvailabilityZonesResponse.builder()
        .availabilityZones(ZONE_FILTERS.select(wanted, request.filters()))
        .build();
  }

  // No call comes this far from a region that is not in the table.
  private static Region region(Caller caller) {
    return Region.find(caller.region()).orElseThrow();
  }

  private static Stream<AvailabilityZone> zones(Region region) {
    return region
        .zones()
        .chars()
        .mapToObj(
            letter ->
                AvailabilityZone.builder()
                    .regionName(region.name())
                    .zoneName(region.name() + (char) letter)
                    .zoneId(region.zoneId((char) letter))
                    .zoneType("availability-zone")
                    .groupName(region.name())
                    .networkBorderGroup(region.name())
                    .optInStatus(AvailabilityZoneOptInStatus.OPT_IN_NOT_REQUIRED)
                    .state(AvailabilityZoneState.AVAILABLE)
                    .build());
  }
}
