package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import java.util.List;
import java.util.Optional;

/** Whether the bucket that disks are imported from is there, and in the region. */
record BucketCheck(AwsConnection aws, String bucket) implements Check {

  @Override
  public String name() {
    return "bucket";
  }

  @Override
  public List<Finding> find() {
    Optional<String> region = aws.buckets().region(bucket);
    if (region.isEmpty()) {
      return List.of(
          Finding.failure(
              name(),
              "there is no bucket '" + bucket + "'",
              "Make it: mvn ec2-unikernel:setup -Dunikernel.bucket=" + bucket));
    }
    return List.of(
        region.get().equals(aws.region())
            ? Finding.ok(name(), "'" + bucket + "' is in " + aws.region())
            : Finding.failure(
                name(),
                "'" + bucket + "' is in " + region.get() + " and not in " + aws.region(),
                "A disk is imported from a bucket of its own region: name another with"
                    + " -Dunikernel.bucket=NAME."));
  }
}
