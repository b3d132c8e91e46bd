package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.InputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From when on an image is deprecated: a time after it was made, or a date.
 *
 * @param after how long after it was made, or null
 * @param at the moment, or null
 */
public record Deprecation(@Nullable Period after, @Nullable Instant at) {

  private static final int MOST_YEARS = 10;

  /**
   * Reads {@code P1Y}, {@code P90D}, {@code 2027-01-31} (its first moment in UTC) or a moment such
   * as {@code 2027-01-31T12:00:00Z}.
   *
   * @throws InputException if it is none of these, or AWS would not take it
   */
  public static Deprecation parse(String text, Instant now) {
    Deprecation read = read(text);
    Instant then = read.of(now);
    if (then.isBefore(now)) {
      throw refused(text, "is not in the future");
    }
    if (then.isAfter(now.atOffset(ZoneOffset.UTC).plusYears(MOST_YEARS).toInstant())) {
      throw refused(text, "is more than " + MOST_YEARS + " years away, which AWS does not take");
    }
    return read;
  }

  /** Returns the moment for an image that was made at another one, a whole minute. */
  Instant of(Instant madeAt) {
    Instant exact =
        after == null
            ? Objects.requireNonNull(at)
            : madeAt.atOffset(ZoneOffset.UTC).plus(after).toInstant();
    return exact.truncatedTo(ChronoUnit.MINUTES);
  }

  private static Deprecation read(String text) {
    try {
      if (text.startsWith("P")) {
        return new Deprecation(Period.parse(text), null);
      }
      return text.length() <= "2027-01-31".length()
          ? new Deprecation(null, LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant())
          : new Deprecation(null, Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw refused(text, "is neither a period nor a date");
    }
  }

  private static InputException refused(String text, String why) {
    return new InputException(
        "<ami><deprecateAfter> is '" + text + "', which " + why + ".",
        "Give a period such as P1Y or P90D, or a date such as 2027-01-31.");
  }
}
