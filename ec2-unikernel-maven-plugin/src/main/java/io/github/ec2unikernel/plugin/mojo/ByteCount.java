package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it. */
final class ByteCount {

  private static final Pattern COUNT = Pattern.compile("([0-9]{1,15})\\s*([kmgt]?)i?b?");
  private static final String UNITS = " kmgt";

  /** EBS has no larger volumes of the type that an AMI gets by default. */
  private static final long MOST = 16L << 40;

  private ByteCount() {}

  /**
   * Returns the bytes that a text means: a number and perhaps k, m, g or t, powers of 1024.
   *
   * @param what the POM element, for the message
   */
  static long parse(String text, String what) {
    Matcher parts = COUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (parts.matches()) {
      String unit = parts.group(2);
      int shift = unit.isEmpty() ? 0 : 10 * UNITS.indexOf(unit);
      long count = Long.parseLong(parts.group(1));
      if (count > 0 && count <= MOST >> shift) {
        return count << shift;
      }
    }
    throw new InputException(
        what + " is '" + text + "'", "Give a size from 1 byte to 16t, such as 200m or 1g.");
  }
}
