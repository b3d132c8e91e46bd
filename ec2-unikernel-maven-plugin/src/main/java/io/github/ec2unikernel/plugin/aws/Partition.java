package io.github.ec2unikernel.plugin.aws;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** The partitions of AWS, which share nothing: {@code aws}, {@code aws-cn}, {@code aws-us-gov}. */
public final class Partition {

  private Partition() {}

  /** Returns the name of the partition that a region is in, as ARNs have it. */
  public static String of(String region) {
    return PartitionMetadata.of(Region.of(region)).id();
  }
}
