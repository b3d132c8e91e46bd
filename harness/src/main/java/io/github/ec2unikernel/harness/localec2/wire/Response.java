package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer; {@code body} is not copied.
 *
 * @param content what is sent instead of the body when it is too large for memory
 */
@SuppressWarnings("ArrayRecordComponent") // a block of 512 KiB goes through it once, never compared
public record Response(
    int status, Map<String, String> headers, byte[] body, @Nullable Content content) {

  /**
   * Content that is read while it is sent, and closed after.
   *
   * @param length its number of bytes
   */
  public record Content(long length, InputStream in) {}

  /** Creates an answer from memory. */
  public Response(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, null);
  }

  /** Returns an answer of content. */
  public static Response of(int status, Map<String, String> headers, Content content) {
    return new Response(status, headers, new byte[0], content);
  }

  /** Returns an answer of text with its content type. */
  public static Response text(int status, String contentType, String text) {
    return new Response(status, Map.of("Content-Type", contentType), text.getBytes(UTF_8));
  }

  /** Returns the body as UTF-8 text. */
  public String text() {
    return new String(body, UTF_8);
  }
}
