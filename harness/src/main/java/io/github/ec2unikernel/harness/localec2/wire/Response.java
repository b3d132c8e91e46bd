package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** An HTTP answer; {@code body} is not copied. */
@SuppressWarnings("ArrayRecordComponent") // a block of 512 KiB goes through it once, never compared
public record Response(int status, Map<String, String> headers, byte[] body) {

  /** Returns an answer of text with its content type. */
  public static Response text(int status, String contentType, String text) {
    return new Response(status, Map.of("Content-Type", contentType), text.getBytes(UTF_8));
  }

  /** Returns the body as UTF-8 text. */
  public String text() {
    return new String(body, UTF_8);
  }
}
