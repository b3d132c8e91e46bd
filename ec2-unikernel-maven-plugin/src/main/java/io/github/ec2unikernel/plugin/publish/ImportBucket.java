package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.BucketRecord;
import io.github.ec2unikernel.plugin.aws.Buckets;
import java.util.Map;
import java.util.Optional;

/** The bucket from which a region imports disks. */
final class ImportBucket {

  private final AwsConnection aws;
  private final ImportOptions options;

  ImportBucket(AwsConnection aws, ImportOptions options) {
    this.aws = aws;
    this.options = options;
  }

  /**
   * Refuses a bucket that nothing can be imported from; nothing is made.
   *
   * @throws InputException if it is missing and not to be made, or in another region
   */
  void check() {
    String bucket = options.bucket();
    Optional<String> there = aws.objects().regionOf(bucket);
    if (there.isEmpty() && !options.createBucket()) {
      throw new InputException(
          "There is no bucket '" + bucket + "' to import the disks from",
          "Make it with the goal setup, or with -Dunikernel.publish.createBucket; another one is"
              + " named by <publish><bucket> or -Dunikernel.bucket.");
    }
    if (there.filter(region -> !region.equals(aws.region())).isPresent()) {
      throw new InputException(
          "The bucket '"
              + bucket
              + "' is in "
              + there.get()
              + ", and disks are imported in "
              + aws.region()
              + " only from a bucket there",
          "Name a bucket in " + aws.region() + " with <publish><bucket> or -Dunikernel.bucket.");
    }
  }

  /** Makes a missing bucket if that is asked for, and sets up one that was made in part. */
  void make() {
    if (!options.createBucket()) {
      return;
    }
    String name = options.bucket();
    Buckets buckets = aws.buckets();
    Optional<BucketRecord> found = buckets.find(name);
    if (found.isEmpty()) {
      buckets.create(name, Map.of(BucketRecord.SETUP, "made"));
    }
    // What others made is used as they set it up.
    if (found.isEmpty() || (found.get().isOurs() && !found.get().closed())) {
      buckets.close(name);
    }
    if (found.isEmpty() || (found.get().isOurs() && !found.get().abortsUploads())) {
      buckets.abortUploads(name);
    }
  }
}
