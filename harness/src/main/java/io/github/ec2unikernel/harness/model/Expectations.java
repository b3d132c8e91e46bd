package io.github.ec2unikernel.harness.model;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a guest has to do to pass.
 *
 * @param lines the lines that the console has to have, in this order
 * @param counts how many lines of some kind the whole console may have
 * @param forbidden regular expressions that no console line may contain
 * @param end the state the guest has to be in at the end
 * @param timeout how long the guest may take, from its first instruction on
 * @param grace how long a guest has to stay up before it counts as running
 * @param probes what it has to answer over its network
 */
public record Expectations(
    List<ExpectedLine> lines,
    List<LineCount> counts,
    List<Pattern> forbidden,
    End end,
    Duration timeout,
    Duration grace,
    List<Probe> probes) {

  /** Copies the lists and throws {@link InputException} for a duration that is not positive. */
  public Expectations {
    lines = List.copyOf(lines);
    counts = List.copyOf(counts);
    forbidden = List.copyOf(forbidden);
    probes = List.copyOf(probes);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new InputException(
          "timeout is " + timeout.toSeconds() + " s", "Give <timeout> as a positive time: 60s.");
    }
    if (grace.isNegative()) {
      throw new InputException(
          "grace is " + grace.toSeconds() + " s", "Give <grace> as a time: 3s.");
    }
  }

  /** Expects each of the lines once, and counts none. */
  public Expectations(
      List<Pattern> lines, List<Pattern> forbidden, End end, Duration timeout, Duration grace) {
    this(lines.stream().map(ExpectedLine::of).toList(), List.of(), forbidden, end, timeout, grace);
  }

  /** Expects no answers over the network. */
  public Expectations(
      List<ExpectedLine> lines,
      List<LineCount> counts,
      List<Pattern> forbidden,
      End end,
      Duration timeout,
      Duration grace) {
    this(lines, counts, forbidden, end, timeout, grace, List.of());
  }

  /** Returns the same with these probes. */
  public Expectations withProbes(List<Probe> others) {
    return new Expectations(lines, counts, forbidden, end, timeout, grace, others);
  }

  /** Returns the same with other lines, in this order. */
  public Expectations withLines(List<ExpectedLine> others) {
    return new Expectations(others, counts, forbidden, end, timeout, grace, probes);
  }

  /** Returns the same with other counts over the whole console. */
  public Expectations withCounts(List<LineCount> others) {
    return new Expectations(lines, others, forbidden, end, timeout, grace, probes);
  }

  /** Returns the same with another end. */
  public Expectations withEnd(End other) {
    return new Expectations(lines, counts, forbidden, other, timeout, grace, probes);
  }
}
