package io.github.ec2unikernel.plugin.publish;

import java.time.Duration;

/**
 * How much at once, and how long at most.
 *
 * @param connections blocks sent at once; each holds a buffer of 512 KiB
 * @param idleTimeout how long AWS keeps an unfinished snapshot that gets no block, at least 10
 *     minutes
 * @param snapshotTimeout how long the sealed snapshot may take to complete
 * @param imageTimeout how long the registered image may take to be available
 */
public record PublishLimits(
    int connections, Duration idleTimeout, Duration snapshotTimeout, Duration imageTimeout) {

  /** Checks that there is a connection at all. */
  public PublishLimits {
    if (connections < 1 || connections > 256) {
      throw new IllegalArgumentException("connections must be 1 to 256, not " + connections);
    }
  }

  /** Returns limits that suit an image of some GiB on a line of some Mbit/s. */
  public static PublishLimits standard() {
    return new PublishLimits(
        16, Duration.ofMinutes(60), Duration.ofMinutes(30), Duration.ofMinutes(10));
  }
}
