package io.github.ec2unikernel.harness.model;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line that a guest has to print.
 *
 * @param pattern what the line has to contain
 * @param times how many such lines have to come before the next expected one counts
 * @param within how long the last of them may take, from the expected line before it on, and for
 *     the first one from the kernel's start on; null for as long as the guest may take
 */
public record ExpectedLine(Pattern pattern, int times, @Nullable Duration within) {

  /** Throws {@link InputException} for a count or a bound that can't be. */
  public ExpectedLine {
    if (times < 1) {
      throw new InputException(
          "the expected line /" + pattern + "/ is to come " + times + " times",
          "Give <times> as 1 or more; a line that must not come belongs into <forbid>.");
    }
    if (within != null && (within.isNegative() || within.isZero())) {
      throw new InputException(
          "the expected line /" + pattern + "/ is to come within " + within.toMillis() + " ms",
          "Give <within> as a positive time: 2s.");
    }
  }

  /** Returns a line that has to come once, in no certain time. */
  public static ExpectedLine of(Pattern pattern) {
    return new ExpectedLine(pattern, 1, null);
  }

  /** Returns a line that has to come once, in no certain time. */
  public static ExpectedLine of(String regex) {
    return of(Pattern.compile(regex));
  }

  /** Returns what is asked for: "/x/ 3 times within 2 s". */
  public String words() {
    return "/"
        + pattern
        + "/"
        + (times == 1 ? "" : " " + times + " times")
        + (within == null ? "" : " within " + seconds(within));
  }

  /** Returns a time in words: 3 s, 1.5 s. */
  public static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() / 1000.0 + " s";
  }

  /** Returns the same line, so many times. */
  public ExpectedLine withTimes(int other) {
    return new ExpectedLine(pattern, other, within);
  }

  /** Returns the same line within another time, null for any. */
  public ExpectedLine within(@Nullable Duration other) {
    return new ExpectedLine(pattern, times, other);
  }
}
