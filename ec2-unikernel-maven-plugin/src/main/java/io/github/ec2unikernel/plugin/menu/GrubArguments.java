package io.github.ec2unikernel.plugin.menu;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Arguments as they get through GRUB 2, which takes a line apart into words, as a shell does, and
 * puts a new line together for the kernel: in it a backslash stands before each quote and
 * backslash, and a word with a blank has quotes around it (GRUB 2.06).
 *
 * @param text what the kernel is to get
 * @param restored whether it goes to a program that takes that back, as our PVH stub does
 */
public record GrubArguments(String text, boolean restored) {

  /** What GRUB makes of one word again: quotes around text that has a blank and no quotes. */
  private static final Pattern QUOTED = Pattern.compile("\"([^\"'\\\\]* [^\"'\\\\]*)\"(?= |$)");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Creates those of a kernel that GRUB starts itself. */
  public GrubArguments(String text) {
    this(text, false);
  }

  /** Returns whether the kernel gets the very text. */
  public boolean isExact() {
    return received().equals(text);
  }

  /** Returns what the kernel gets. */
  public String received() {
    if (restored) {
      return text;
    }
    return words().stream().map(GrubArguments::handedOver).collect(Collectors.joining(" "));
  }

  /** Returns the words as GRUB's shell has them. */
  String script() {
    return words().stream().map(GrubArguments::quote).collect(Collectors.joining(" "));
  }

  /** Returns a word as GRUB's shell has it, whatever characters are in it. */
  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Words end at each blank, so that an empty one between two blanks keeps both. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    if (text.isEmpty()) {
      return words;
    }
    if (restored) {
      words.add(text);
      return words;
    }
    Matcher quoted = QUOTED.matcher(text).useTransparentBounds(true);
    for (int at = 0; at <= text.length(); at++) {
      if (quoted.region(at, text.length()).lookingAt()) {
        words.add(quoted.group(1));
        at = quoted.end();
      } else {
        int blank = text.indexOf(' ', at);
        int end = blank < 0 ? text.length() : blank;
        words.add(text.substring(at, end));
        at = end;
      }
    }
    return words;
  }

  private static String handedOver(String word) {
    String escaped = word.replaceAll("[\\\\'\"]", "\\\\$0");
    return word.indexOf(' ') < 0 ? escaped : '"' + escaped + '"';
  }
}
