package io.github.ec2unikernel.harness.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The timeline's axis, from the start of the machine to the verdict.
 *
 * @param end its last moment
 */
record TimeAxis(Duration end) {

  /** So many labels have room on a phone. */
  private static final int MOST_TICKS = 5;

  private static final int[] STEPS = {1, 2, 5};

  /** Room beside the first and the last moment for their marks, in percent. */
  private static final double MARGIN = 1.5;

  /** Returns a moment's place from left to right, in percent. */
  String place(Duration at) {
    double part = end.isZero() ? 0 : (double) at.toNanos() / end.toNanos();
    return percent(MARGIN + (100 - 2 * MARGIN) * Math.min(1, part));
  }

  /** Returns a time's length from left to right, in percent. */
  String length(Duration time) {
    double part = end.isZero() ? 0 : (double) time.toNanos() / end.toNanos();
    return percent((100 - 2 * MARGIN) * Math.min(1, part));
  }

  /** Returns the moments to label, at even distances, 0 first; the end has room for its own. */
  List<Duration> ticks() {
    List<Duration> ticks = new ArrayList<>();
    Duration step = step();
    for (Duration at = Duration.ZERO; at.compareTo(end) <= 0; at = at.plus(step)) {
      ticks.add(at);
    }
    return ticks;
  }

  private Duration step() {
    Duration unit = Duration.ofMillis(1);
    while (true) {
      for (int factor : STEPS) {
        Duration step = unit.multipliedBy(factor);
        if (end.dividedBy(step) < MOST_TICKS) {
          return step;
        }
      }
      unit = unit.multipliedBy(10);
    }
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
