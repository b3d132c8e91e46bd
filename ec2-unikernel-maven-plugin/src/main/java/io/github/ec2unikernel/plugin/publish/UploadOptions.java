package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsLimits;
import io.github.ec2unikernel.plugin.aws.Encryption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the disks become snapshots.
 *
 * @param connections blocks sent at once, 1 to 256; each holds a buffer of 512 KiB
 * @param delta whether only what differs from the newest release is sent, where that can be
 * @param verify which snapshots are read back and compared
 * @param keep whether what a failed run has made is left for the next one to go on with
 * @param encryption how the snapshots are encrypted
 * @param cache the user's cache directory, where lists of blocks are kept, or null for none
 * @param viaS3 how they are imported from S3, or null if they go straight to EBS
 */
public record UploadOptions(
    int connections,
    boolean delta,
    Verify verify,
    boolean keep,
    Encryption encryption,
    @Nullable Path cache,
    @Nullable ImportOptions viaS3) {

  private static final int MOST_CONNECTIONS = 256;

  /** Which snapshots are read back. */
  public enum Verify {
    /** Those of which only a part was sent. */
    DELTA,
    /** All. */
    ALWAYS,
    /** None. */
    NEVER
  }

  /** Checks that there is a connection at all. */
  public UploadOptions {
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections must be 1 to " + MOST_CONNECTIONS + ", not " + connections);
    }
  }

  /** Returns what nobody has asked for anything of. */
  public static UploadOptions standard() {
    return new UploadOptions(
        AwsLimits.CONNECTIONS, true, Verify.DELTA, false, Encryption.none(), null, null);
  }

  /** Returns the same options with so many connections. */
  public UploadOptions withConnections(int count) {
    return new UploadOptions(count, delta, verify, keep, encryption, cache, viaS3);
  }

  /** Returns the same options, with or without sending only what differs. */
  public UploadOptions withDelta(boolean wanted) {
    return new UploadOptions(connections, wanted, verify, keep, encryption, cache, viaS3);
  }

  /** Returns the same options with other snapshots to read back. */
  public UploadOptions withVerify(Verify which) {
    return new UploadOptions(connections, delta, which, keep, encryption, cache, viaS3);
  }

  /** Returns the same options, with or without leaving what a failed run has made. */
  public UploadOptions withKeep(boolean wanted) {
    return new UploadOptions(connections, delta, verify, wanted, encryption, cache, viaS3);
  }

  /** Returns the same options with another encryption. */
  public UploadOptions withEncryption(Encryption other) {
    return new UploadOptions(connections, delta, verify, keep, other, cache, viaS3);
  }

  /** Returns the same options with a cache directory. */
  public UploadOptions withCache(@Nullable Path directory) {
    return new UploadOptions(connections, delta, verify, keep, encryption, directory, viaS3);
  }

  /** Returns the same options with disks that go by way of S3, or straight to EBS if null. */
  public UploadOptions withImport(@Nullable ImportOptions how) {
    return new UploadOptions(connections, delta, verify, keep, encryption, cache, how);
  }
}
