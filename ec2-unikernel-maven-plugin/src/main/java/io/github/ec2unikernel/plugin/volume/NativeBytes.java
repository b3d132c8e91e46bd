package io.github.ec2unikernel.plugin.volume;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes of a path as the operating system has them. A path as text loses those that are no
 * character in the charset of the Java process, and under LANG=C that is all beyond ASCII.
 */
final class NativeBytes {

  private NativeBytes() {}

  /** Returns a path's bytes, in which slashes separate names. */
  static byte[] of(Path path) {
    String text = path.toString();
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    // A path keeps its bytes, and its URI is where it shows them.
    String uri = Path.of("/").resolve(path).toUri().getRawPath();
    int start = path.isAbsolute() ? 0 : 1;
    // The URI of a directory ends with a slash, whether its path did or not.
    int end = uri.endsWith("/") && !text.endsWith("/") ? uri.length() - 1 : uri.length();
    return decoded(uri.substring(start, end));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
