package io.github.ec2unikernel.harness.localec2.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.core.SdkField;

/** The scalar members of AWS's shapes as text. */
final class Scalars {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private Scalars() {}

  /**
   * Reads a member's value.
   *
   * @throws IllegalArgumentException when the text is not of the member's type
   */
  static Object parse(SdkField<?> field, String text) {
    if (!isXmlText(text)) {
      throw new IllegalArgumentException("a character that XML can't hold");
    }
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> text;
      case INTEGER -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case BOOLEAN -> parseBoolean(text);
      case INSTANT -> parseInstant(text);
      default -> throw new IllegalArgumentException("a " + field.marshallingType());
    };
  }

  /** Writes a value as XML and headers hold it. */
  static String format(Object value) {
    return value instanceof Instant instant
        ? ISO.format(instant.atOffset(ZoneOffset.UTC))
        : value.toString();
  }

  // An answer with such a character could not be written as XML 1.0.
  private static boolean isXmlText(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || (c >= 0x20 && c <= 0xd7ff)
                    || (c >= 0xe000 && c <= 0xfffd)
                    || c >= 0x10000);
  }

  private static Boolean parseBoolean(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return Boolean.valueOf(text);
  }

  private static Instant parseInstant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
