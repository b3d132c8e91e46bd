package io.github.ec2unikernel.plugin.aws;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Region;

/** The regions that are enabled for the account. */
public final class EnabledRegions {

  private final Ec2Client ec2;
  private final AwsCalls calls;

  EnabledRegions(Ec2Client ec2, AwsCalls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  /** Returns their names, sorted. */
  public List<String> names() {
    return calls.run(
        "ec2:DescribeRegions",
        // Without allRegions EC2 leaves out those that the account has not opted in to.
        () -> ec2.describeRegions().regions().stream().map(Region::regionName).sorted().toList());
  }
}
