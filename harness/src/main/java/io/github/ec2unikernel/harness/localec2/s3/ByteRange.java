package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of an object.
 *
 * @param from the first
 * @param to one more than the last
 * @param whole whether no range was asked for
 */
record ByteRange(long from, long to, boolean whole) {

  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /** Returns the range that a header asks for; what is no range is ignored, as HTTP has it. */
  static ByteRange of(@Nullable String header, long size) {
    Matcher matcher = FORM.matcher(String.valueOf(header));
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return new ByteRange(0, size, true);
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
    long to = first.isEmpty() || last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
    if (from >= size || to <= from) {
      throw new Refusal(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return new ByteRange(from, to, false);
  }

  long length() {
    return to - from;
  }

  /** Returns the header that tells which bytes of how many these are. */
  String header(long size) {
    return "bytes " + from + "-" + (to - 1) + "/" + size;
  }
}
