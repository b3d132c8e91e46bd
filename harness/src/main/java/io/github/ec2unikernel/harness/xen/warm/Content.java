package io.github.ec2unikernel.harness.xen.warm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of a saved machine holds.
 *
 * @param length its length in bytes
 * @param crc its CRC-32C
 * @param stored how many of the bytes take room, as the file has holes
 */
record Content(long length, long crc, long stored) {

  private static final Pattern LINE =
      Pattern.compile("length=([0-9]{1,18}) crc32c=([0-9a-f]{8}) stored=([0-9]{1,18})");

  /** Returns a line that {@link #parse} reads. */
  String line() {
    return "length=%d crc32c=%08x stored=%d".formatted(length, crc, stored);
  }

  /** Reads a line; nothing is returned for one that says something else. */
  static Optional<Content> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Content(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2), 16),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** Tells whether another file has the same bytes. */
  boolean isSame(Content other) {
    return length == other.length && crc == other.crc;
  }
}
