package io.github.ec2unikernel.harness.model;

import java.time.Duration;

/** The bounds of what all probes have. */
final class ProbeBounds {

  private static final int LAST_PORT = 65_535;

  private ProbeBounds() {}

  /** Throws {@link InputException} for a port or time that can't be. */
  static void require(int port, Duration patience) {
    if (port < 1 || port > LAST_PORT) {
      throw new InputException(
          "<port> of a <probe> is " + port, "Give the guest's port, 1 to " + LAST_PORT + ".");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new InputException(
          "<patience> of the <probe> of port " + port + " is " + patience.toMillis() + " ms",
          "Give a positive time: 5s.");
    }
  }
}
