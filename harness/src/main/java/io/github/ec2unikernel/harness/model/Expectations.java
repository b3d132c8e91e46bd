package io.github.ec2unikernel.harness.model;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a guest has to do to pass.
 *
 * @param lines regular expressions that console lines have to contain, in this order
 * @param forbidden regular expressions that no console line may contain
 * @param end the state the guest has to be in at the end
 * @param timeout how long the guest may take, from its first instruction on
 * @param grace how long a guest has to stay up before it counts as running
 */
public record Expectations(
    List<Pattern> lines, List<Pattern> forbidden, End end, Duration timeout, Duration grace) {

  /** Copies the lists and throws {@link InputException} for a duration that is not positive. */
  public Expectations {
    lines = List.copyOf(lines);
    forbidden = List.copyOf(forbidden);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new InputException(
          "timeout is " + timeout.toSeconds() + " s", "Give <timeout> as a positive time: 60s.");
    }
    if (grace.isNegative()) {
      throw new InputException(
          "grace is " + grace.toSeconds() + " s", "Give <grace> as a time: 3s.");
    }
  }
}
