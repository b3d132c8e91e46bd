package io.github.ec2unikernel.harness.model;

import java.util.List;

/**
 * What was looked at in a boot.
 *
 * @param lines what the console had to show, and what it may not show
 * @param probes what the guest was asked over its network
 */
public record Checks(List<LineResult> lines, List<ProbeResult> probes) {

  /** Copies the lists. */
  public Checks {
    lines = List.copyOf(lines);
    probes = List.copyOf(probes);
  }

  /** Returns those of a boot in which nothing was looked at. */
  public static Checks none() {
    return new Checks(List.of(), List.of());
  }
}
