package io.github.ec2unikernel.harness.disk;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a menu.lst as GRUB 0.97 puts it together: no carriage returns, tabs as blanks, joined
 * where a backslash ends a line, no comments, no blanks before it.
 *
 * @param number where it begins, counted from 1
 * @param text what it says, as far as GRUB takes it in
 * @param cutOff how many characters GRUB leaves out at its end
 */
record LogicalLine(int number, String text, int cutOff) {

  /** GRUB takes in no more characters of a line than this (NEW_HEAPSIZE). */
  static final int LONGEST = 1500;

  /** Splits a menu into its lines; empty ones and comments are left out. */
  static List<LogicalLine> split(String menu) {
    List<LogicalLine> lines = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int number = 1;
    int start = 1;
    int cutOff = 0;
    boolean comment = false;
    boolean escaped = false;
    // GRUB leaves the carriage returns out first, so that a backslash before CR LF joins as well
    for (char read : (menu.replace("\r", "") + "\n").toCharArray()) {
      char c = read == '\t' ? ' ' : read;
      boolean joined = escaped && c == '\n';
      if (joined) {
        c = ' ';
        // the blank takes the backslash's place, if the backslash was taken in
        if (!text.isEmpty()) {
          text.setLength(text.length() - 1);
        }
      }
      escaped = c == '\\';
      if (c == '\n') {
        if (!text.isEmpty()) {
          lines.add(new LogicalLine(start, text.toString(), cutOff));
        }
        text.setLength(0);
        cutOff = 0;
        comment = false;
      } else if (comment) {
        comment = true; // goes on to the end of the line
      } else if (text.isEmpty()) {
        comment = c == '#';
        if (!comment && c != ' ') {
          text.append(c);
          start = number;
        }
      } else if (text.length() < LONGEST) {
        text.append(c);
      } else {
        cutOff++;
      }
      if (read == '\n') {
        number++;
      }
    }
    return lines;
  }
}
