package io.github.ec2unikernel.harness.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a boot came how far.
 *
 * @param start when the machine was started; the epoch if it was not
 * @param phases the moments that were reached, in order
 * @param duration from the start of the machine to the verdict
 */
public record Timeline(Instant start, List<Phase> phases, Duration duration) {

  /** Copies the list. */
  public Timeline {
    phases = List.copyOf(phases);
  }

  /** Returns that of a machine that was not started. */
  public static Timeline empty() {
    return new Timeline(Instant.EPOCH, List.of(), Duration.ZERO);
  }
}
