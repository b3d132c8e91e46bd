package io.github.ec2unikernel.plugin.fat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name as FAT has had it since its beginning: up to eight characters and an extension of
 * up to three.
 *
 * @param text the name, in upper case
 */
record FatName(String text) {

  /** Bytes of a name on the disk. */
  static final int LENGTH = 11;

  private static final Pattern FORM = Pattern.compile("([A-Z0-9_-]{1,8})(?:\\.([A-Z0-9_-]{1,3}))?");

  FatName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("the name '" + text + "'");
    }
  }

  /** Returns it as a directory has it, filled up with blanks. */
  byte[] toBytes() {
    Matcher parts = FORM.matcher(text);
    parts.matches();
    String extension = parts.group(2) == null ? "" : parts.group(2);
    return "%-8s%-3s".formatted(parts.group(1), extension).getBytes(StandardCharsets.US_ASCII);
  }
}
