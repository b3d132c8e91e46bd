package io.github.ec2unikernel.harness.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the console was as it had to be, in one point.
 *
 * @param expectation what was expected, for people: {@code /READY/}, {@code no /panic/}
 * @param met whether it was so
 * @param line the number of the console line that decided it, from 1; 0 if none did
 * @param at when that line came, since the start of the machine; null if none did
 */
public record LineResult(String expectation, boolean met, long line, @Nullable Duration at) {

  /** Returns one that no line decided. */
  public static LineResult undecided(String expectation, boolean met) {
    return new LineResult(expectation, met, 0, null);
  }
}
