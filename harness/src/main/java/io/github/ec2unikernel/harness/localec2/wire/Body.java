package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, in memory and digested at most once, or still on its way; either is only valid
 * while the request is served.
 */
public final class Body {

  private final byte[] bytes;
  private final int length;
  private final @Nullable SignedPayload payload;
  private byte[] digest = {};

  /** Wraps the first {@code length} bytes, without a copy. */
  public Body(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
    this.payload = null;
  }

  private Body(SignedPayload payload) {
    this.bytes = new byte[0];
    this.length = 0;
    this.payload = payload;
  }

  /** Returns a body that is yet to come and has no bytes here. */
  public static Body streamed(SignedPayload payload) {
    return new Body(payload);
  }

  /** Returns whether the body is read by {@link #payload} and not held in memory. */
  public boolean isStreamed() {
    return payload != null;
  }

  /** Returns the content to read, once when it is streamed. */
  public SignedPayload payload() {
    return payload == null
        ? new SignedPayload(new ByteArrayInputStream(bytes, 0, length), Map.of())
        : payload;
  }

  /** Returns the number of bytes. */
  public int length() {
    return length;
  }

  /** Returns the bytes to read, without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
  }

  /** Returns the bytes as UTF-8 text. */
  public String text() {
    return new String(bytes, 0, length, UTF_8);
  }

  /** Returns the SHA-256 digest, 32 bytes. */
  public byte[] sha256() {
    if (digest.length == 0) {
      MessageDigest sha256 = Sha256.digest();
      sha256.update(bytes, 0, length);
      digest = sha256.digest();
    }
    return digest.clone();
  }

  /** Returns the SHA-256 digest as lower-case hexadecimal, as signatures hold it. */
  public String hexSha256() {
    return HexFormat.of().formatHex(sha256());
  }

  /** Returns the SHA-256 digest as Base64, as EBS holds it. */
  public String base64Sha256() {
    return Base64.getEncoder().encodeToString(sha256());
  }
}
