package io.github.ec2unikernel.plugin.aws;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The regions of the partition, and whether the account may use them. */
public final class RegionStates {

  private final Ec2Client ec2;
  private final AwsCalls calls;

  RegionStates(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Returns by the regions' names whether the account may use them. */
  public Map<String, Boolean> find() {
    Map<String, Boolean> usable = new TreeMap<>();
    calls
        .run("ec2:DescribeRegions", () -> ec2.describeRegions(r -> r.allRegions(true)).regions())
        .forEach(
            region ->
                usable.put(region.regionName(), !"not-opted-in".equals(region.optInStatus())));
    return usable;
  }
}
