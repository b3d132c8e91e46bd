package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.format.DiskFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How disks become snapshots by way of S3.
 *
 * @param bucket the bucket in which they wait, of the first region
 * @param createBucket whether it is made if it is missing
 * @param role the name of the role by which AWS reads them
 * @param format what they are sent as, null for what they are
 * @param rolePatience how long a role may be unknown that was just made
 * @param timeout how long an import may take
 */
public record ImportOptions(
    String bucket,
    boolean createBucket,
    String role,
    @Nullable DiskFormat format,
    Duration rolePatience,
    Duration timeout) {

  /** The role that AWS takes if none is named. */
  public static final String DEFAULT_ROLE = "vmimport";

  /** Returns what nobody has asked for more of than the bucket. */
  public static ImportOptions of(String bucket) {
    return new ImportOptions(
        bucket, false, DEFAULT_ROLE, null, Duration.ofSeconds(30), Duration.ofHours(2));
  }

  /** Returns the same options with a bucket that is made if it is missing, or not. */
  public ImportOptions withCreateBucket(boolean wanted) {
    return new ImportOptions(bucket, wanted, role, format, rolePatience, timeout);
  }

  /** Returns the same options with another role. */
  public ImportOptions withRole(String other) {
    return new ImportOptions(bucket, createBucket, other, format, rolePatience, timeout);
  }

  /** Returns the same options with another format. */
  public ImportOptions withFormat(@Nullable DiskFormat other) {
    return new ImportOptions(bucket, createBucket, role, other, rolePatience, timeout);
  }

  /** Returns the same options with other limits. */
  public ImportOptions withTimes(Duration patience, Duration whole) {
    return new ImportOptions(bucket, createBucket, role, format, patience, whole);
  }

  /** Returns what a run has in common with a killed one that it can go on with. */
  String way() {
    return bucket + " " + (format == null ? "raw" : format.name());
  }

  /** Returns the format's name in EC2's words. */
  String ec2Format() {
    if (format == null) {
      return "RAW";
    }
    return format == DiskFormat.VMDK ? "VMDK" : "VHD";
  }
}
