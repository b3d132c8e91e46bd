package io.github.ec2unikernel.plugin.publish;

/**
 * How the disks become snapshots.
 *
 * @param connections blocks sent at once, 1 to 256; each holds a buffer of 512 KiB
 */
public record UploadOptions(int connections) {

  private static final int MOST_CONNECTIONS = 256;

  /** Checks that there is a connection at all. */
  public UploadOptions {
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections must be 1 to " + MOST_CONNECTIONS + ", not " + connections);
    }
  }

  /** Returns what nobody has asked for anything of. */
  public static UploadOptions standard() {
    return new UploadOptions(16);
  }

  /** Returns the same options with so many connections. */
  public UploadOptions withConnections(int count) {
    return new UploadOptions(count);
  }
}
