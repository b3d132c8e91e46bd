package io.github.ec2unikernel.harness.localec2.policy;

import io.github.ec2unikernel.harness.localec2.wire.Wildcard;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The comparisons of a policy's value with a request's, by their names in a Condition block. */
// The functions hold no state.
@SuppressWarnings("ImmutableEnumChecker")
enum Comparison {
  STRING_EQUALS("StringEquals", String::equals),
  STRING_NOT_EQUALS("StringNotEquals", String::equals),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", String::equalsIgnoreCase),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", String::equalsIgnoreCase),
  STRING_LIKE("StringLike", Wildcard::matches),
  STRING_NOT_LIKE("StringNotLike", Wildcard::matches),
  ARN_EQUALS("ArnEquals", Comparison::isLikeArn),
  ARN_NOT_EQUALS("ArnNotEquals", Comparison::isLikeArn),
  ARN_LIKE("ArnLike", Comparison::isLikeArn),
  ARN_NOT_LIKE("ArnNotLike", Comparison::isLikeArn),
  NUMERIC_EQUALS("NumericEquals", Comparison::number, order -> order == 0),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Comparison::number, order -> order == 0),
  NUMERIC_LESS_THAN("NumericLessThan", Comparison::number, order -> order < 0),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Comparison::number, order -> order <= 0),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Comparison::number, order -> order > 0),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Comparison::number, order -> order >= 0),
  DATE_EQUALS("DateEquals", Comparison::date, order -> order == 0),
  DATE_NOT_EQUALS("DateNotEquals", Comparison::date, order -> order == 0),
  DATE_LESS_THAN("DateLessThan", Comparison::date, order -> order < 0),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Comparison::date, order -> order <= 0),
  DATE_GREATER_THAN("DateGreaterThan", Comparison::date, order -> order > 0),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Comparison::date, order -> order >= 0),
  BOOL("Bool", String::equalsIgnoreCase),
  NULL("Null", (wanted, actual) -> false);

  private static final int ARN_PARTS = 6;

  private final String text;
  private final BiPredicate<String, String> matcher;
  private final Function<String, Optional<?>> reader;

  Comparison(String text, BiPredicate<String, String> matcher) {
    this.text = text;
    this.matcher = matcher;
    this.reader = Optional::of;
  }

  <T extends Comparable<T>> Comparison(
      String text, Function<String, Optional<T>> reader, IntPredicate order) {
    this.text = text;
    this.matcher =
        (wanted, actual) -> {
          Optional<T> right = reader.apply(wanted);
          Optional<T> left = reader.apply(actual);
          return left.isPresent()
              && right.isPresent()
              && order.test(left.get().compareTo(right.get()));
        };
    this.reader = reader::apply;
  }

  /** Returns the comparison of that name. */
  static Optional<Comparison> find(String name) {
    return Arrays.stream(values()).filter(c -> c.text.equalsIgnoreCase(name)).findFirst();
  }

  /** Returns whether it asks for values that do not match. */
  boolean isNegated() {
    return text.contains("Not");
  }

  /** Returns whether a policy's value can be compared so. */
  boolean accepts(String wanted) {
    return switch (this) {
      case BOOL, NULL -> wanted.equalsIgnoreCase("true") || wanted.equalsIgnoreCase("false");
      default -> reader.apply(wanted).isPresent();
    };
  }

  /** Returns whether the values match, whatever the negation. */
  boolean matches(String wanted, String actual) {
    return matcher.test(wanted, actual);
  }

  // Each of the six parts by itself, so that a star does not reach over a colon.
  private static boolean isLikeArn(String wanted, String actual) {
    String[] patterns = wanted.split(":", ARN_PARTS);
    String[] parts = actual.split(":", ARN_PARTS);
    if (patterns.length != parts.length) {
      return wanted.equals("*");
    }
    for (int i = 0; i < parts.length; i++) {
      if (!Wildcard.matches(patterns[i], parts[i])) {
        return false;
      }
    }
    return true;
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          text.matches("[0-9]+")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
