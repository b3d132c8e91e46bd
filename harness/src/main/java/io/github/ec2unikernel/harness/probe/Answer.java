package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.Printable;

/**
 * What came of one attempt.
 *
 * @param kind how good it is
 * @param detail what was answered, or why nothing was, for people
 */
public record Answer(Kind kind, String detail) {

  private static final int LONGEST_QUOTE = 120;

  /** How good an answer is. */
  public enum Kind {
    /** As expected. */
    RIGHT,
    /** There was one, and another one was expected. */
    WRONG,
    /** There was none. */
    NONE,
    /** It can't be asked from here, whatever the guest does. */
    UNASKABLE
  }

  /** Makes the detail safe for a terminal, as it quotes the guest. */
  public Answer {
    detail = Printable.of(detail);
  }

  static Answer right(String detail) {
    return new Answer(Kind.RIGHT, detail);
  }

  static Answer wrong(String detail) {
    return new Answer(Kind.WRONG, detail);
  }

  static Answer none(String detail) {
    return new Answer(Kind.NONE, detail);
  }

  static Answer unaskable(String detail) {
    return new Answer(Kind.UNASKABLE, detail);
  }

  /** Returns the first line of a text that is not blank, cut where it is too long for a message. */
  static String quote(String text) {
    String line = text.lines().filter(each -> !each.isBlank()).findFirst().orElse("").strip();
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
  }
}
