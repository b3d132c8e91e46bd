package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether the regions are there and the account may use them. */
record RegionCheck(AwsConnection aws, List<String> others) implements Check {

  @Override
  public String name() {
    return "region";
  }

  @Override
  public List<Finding> find() {
    Map<String, Boolean> usable = aws.regions().find();
    return Stream.concat(Stream.of(aws.region()), others.stream())
        .map(region -> finding(region, usable))
        .toList();
  }

  private Finding finding(String region, Map<String, Boolean> usable) {
    Boolean enabled = usable.get(region);
    if (enabled == null) {
      return Finding.failure(
          name(),
          "there is no region '" + region + "'",
          "Choose one with -Dunikernel.aws.region: " + String.join(", ", usable.keySet()) + ".");
    }
    return enabled
        ? Finding.ok(name(), region + " is enabled")
        : Finding.failure(
            name(),
            region + " is not enabled for the account",
            "Enable it: aws account enable-region --region-name " + region);
  }
}
