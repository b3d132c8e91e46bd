package io.github.ec2unikernel.harness.disk;

/** GRUB's words, which are parted by blanks. */
final class Words {

  private Words() {}

  /** Returns what comes before the first blank. */
  static String first(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Returns what comes after the first word and the blanks behind it. */
  static String afterFirst(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? "" : text.substring(end).replaceFirst("^ +", "");
  }
}
