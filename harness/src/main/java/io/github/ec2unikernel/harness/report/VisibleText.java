package io.github.ec2unikernel.harness.report;

/**
 * Text that comes from elsewhere, with all in it that a reader could not see, or that would show
 * the rest of the page in another way, written out as {@code \}{@code u{202e}}.
 */
final class VisibleText {

  /** More than a console line can have, in characters. */
  static final int LONGEST = 5000;

  private VisibleText() {}

  /** Returns the text, cut after {@link #LONGEST} characters with a note. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().limit(LONGEST).forEach(it -> append(shown, it));
    int more = text.codePointCount(0, text.length()) - LONGEST;
    return more > 0 ? shown + "… (" + more + " characters more)" : shown.toString();
  }

  private static void append(StringBuilder shown, int character) {
    if (isSafe(character)) {
      shown.appendCodePoint(character);
    } else {
      shown.append(String.format("\\u{%x}", character));
    }
  }

  private static boolean isSafe(int character) {
    if (character == '\n' || character == '\t') {
      return true;
    }
    return switch (Character.getType(character)) {
      // FORMAT has the overrides of the writing's direction and the joiners without a width
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
