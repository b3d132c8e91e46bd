package io.github.ec2unikernel.harness.model;

import java.util.regex.Pattern;

/** Text that comes from elsewhere, made safe for a terminal. */
public final class Printable {

  /** C0 and C1 controls but for the tab and the line end. */
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");

  private Printable() {}

  /** Returns the text with its control characters shown as {@code \xNN}. */
  public static String of(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> String.format("\\\\x%02x", (int) found.group().charAt(0)));
  }
}
