package io.github.ec2unikernel.harness.report;

import java.time.Duration;
import java.util.Locale;

/** Times as a page shows them. */
final class Seconds {

  private Seconds() {}

  /** Returns a time with its unit: {@code 1.23 s}. */
  static String of(Duration time) {
    return number(time, 2) + " s";
  }

  /** Returns a time in seconds without its unit. */
  static String number(Duration time, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", time.toNanos() / 1e9);
  }
}
