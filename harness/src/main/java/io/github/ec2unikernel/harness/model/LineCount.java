package io.github.ec2unikernel.harness.model;

import java.util.regex.Pattern;

/**
 * How many lines of the whole console may contain something, wherever they come.
 *
 * @param pattern what the lines contain
 * @param least at least so many
 * @param most at most so many
 */
public record LineCount(Pattern pattern, int least, int most) {

  /** Throws {@link InputException} for numbers that no count meets. */
  public LineCount {
    if (least < 0 || most < least) {
      throw new InputException(
          "the lines with /" + pattern + "/ are to be at least " + least + " and at most " + most,
          "Give <atLeast> as 0 or more and <atMost> as no less than that, or <exactly>.");
    }
  }

  /** Returns a count of at least so many lines. */
  public static LineCount atLeast(int least, Pattern pattern) {
    return new LineCount(pattern, least, Integer.MAX_VALUE);
  }

  /** Returns a count of at most so many lines. */
  public static LineCount atMost(int most, Pattern pattern) {
    return new LineCount(pattern, 0, most);
  }

  /** Returns a count of neither less nor more lines. */
  public static LineCount exactly(int number, Pattern pattern) {
    return new LineCount(pattern, number, number);
  }

  /** Returns what is asked for: "at least 2 lines with /x/". */
  public String words() {
    String number =
        least == most
            ? "exactly " + least
            : least == 0
                ? "at most " + most
                : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
    return number + (number.endsWith(" 1") ? " line" : " lines") + " with /" + pattern + "/";
  }
}
