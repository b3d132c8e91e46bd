package io.github.ec2unikernel.plugin.aws;

import java.time.Duration;

/**
 * How much is asked of AWS at once, and how long it may take to answer.
 *
 * @param connections how many connections are kept to one host
 * @param connect how long a connection may take to be there
 * @param silence how long a connection may stay without a byte before it counts as dead
 * @param attempt how long one attempt at a call may take in all
 * @param call how long a call may take with all its attempts
 */
public record AwsLimits(
    int connections, Duration connect, Duration silence, Duration attempt, Duration call) {

  /**
   * The blocks sent at once if nothing else is said.
   *
   * <p>EBS takes some 100 ms a block: 64 carry 300 MiB/s then, which is what a machine of two cores
   * can hash and send, in 32 MiB of buffers. 128 were no faster there.
   */
  public static final int CONNECTIONS = 64;

  // Bytes a second of a connection on the slowest line that carries a disk, 1 Mbit/s over eight.
  private static final long SLOWEST = 16L << 10;
  private static final int ATTEMPTS = 4;

  /** Returns limits for a number of connections. */
  public static AwsLimits of(int connections) {
    // DescribeImages over all of Amazon's images takes seconds; half a minute of silence is a loss.
    return new AwsLimits(
        connections,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10));
  }

  /** Returns the same limits with another patience with a silent connection. */
  public AwsLimits withSilence(Duration other) {
    return new AwsLimits(connections, connect, other, attempt, call);
  }

  /** Returns the same limits with the time that a slow line needs for a body of so many bytes. */
  AwsLimits withBody(long bytes) {
    Duration longer = attempt.plusSeconds(bytes / SLOWEST);
    return new AwsLimits(connections, connect, silence, longer, longer.multipliedBy(ATTEMPTS));
  }

  /** Returns the limits of who says nothing. */
  public static AwsLimits standard() {
    return of(CONNECTIONS);
  }
}
