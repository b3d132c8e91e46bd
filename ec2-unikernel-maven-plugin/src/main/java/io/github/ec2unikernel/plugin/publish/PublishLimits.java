package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsLimits;
import java.time.Duration;

/**
 * How long things may take at most.
 *
 * @param idleTimeout how long AWS keeps an unfinished snapshot that gets no block, at least 10
 *     minutes
 * @param snapshotTimeout how long the sealed snapshot may take to complete
 * @param imageTimeout how long the registered image may take to be available
 * @param silence how long a connection may stay without a byte before the call is tried again
 */
public record PublishLimits(
    Duration idleTimeout, Duration snapshotTimeout, Duration imageTimeout, Duration silence) {

  /** Creates limits with the usual patience with a silent connection. */
  public PublishLimits(Duration idleTimeout, Duration snapshotTimeout, Duration imageTimeout) {
    this(idleTimeout, snapshotTimeout, imageTimeout, AwsLimits.standard().silence());
  }

  /** Returns limits that suit an image of some GiB on a line of some Mbit/s. */
  public static PublishLimits standard() {
    return new PublishLimits(
        Duration.ofMinutes(60), Duration.ofMinutes(30), Duration.ofMinutes(10));
  }

  /** Returns the same limits with another patience with a silent connection. */
  public PublishLimits withSilence(Duration other) {
    return new PublishLimits(idleTimeout, snapshotTimeout, imageTimeout, other);
  }
}
