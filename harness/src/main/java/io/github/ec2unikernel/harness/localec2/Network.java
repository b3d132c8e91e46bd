package io.github.ec2unikernel.harness.localec2;

import java.time.Duration;

/**
 * How far away and how narrow an endpoint seems.
 *
 * @param latency what each call takes longer
 * @param jitter up to how much more, by chance
 * @param seed what the chance starts with
 * @param bytesPerSecond how fast one connection is in each direction, 0 for no limit
 * @param bytesPerSecondInAll how fast all connections are in each direction, 0 for no limit
 */
public record Network(
    Duration latency, Duration jitter, long seed, long bytesPerSecond, long bytesPerSecondInAll) {

  /** No delay and no limit. */
  public static final Network NEAR = new Network(Duration.ZERO, Duration.ZERO, 0, 0, 0);

  /** Returns a network that is only far away. */
  public static Network far(Duration latency) {
    return new Network(latency, Duration.ZERO, 0, 0, 0);
  }
}
