package io.github.ec2unikernel.harness.disk;

/**
 * A command of a menu.lst.
 *
 * @param number its line, from 1
 * @param command its first word, as it stands
 * @param arguments what follows it, after blanks and equals signs
 */
public record MenuLine(int number, String command, String arguments) {

  static MenuLine of(LogicalLine line) {
    String text = line.text();
    int end = 0;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '=') {
      end++;
    }
    int rest = end;
    while (rest < text.length() && (text.charAt(rest) == ' ' || text.charAt(rest) == '=')) {
      rest++;
    }
    return new MenuLine(line.number(), text.substring(0, end), text.substring(rest));
  }

  /** Returns the first word of the arguments, or an empty string. */
  String firstWord() {
    return Words.first(arguments);
  }
}
