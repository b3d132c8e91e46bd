package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The signatures of a body that is sent in signed chunks: each is over the one before it, the first
 * over that of the request.
 */
public final class SignatureChain {

  private static final String NOTHING = HexFormat.of().formatHex(Sha256.digest().digest());

  private final byte[] key;
  private final String date;
  private final String scope;
  private String previous;

  SignatureChain(byte[] key, String date, String scope, String first) {
    this.key = key.clone();
    this.date = date;
    this.scope = scope;
    this.previous = first;
  }

  /** Returns whether a chunk with this SHA-256 is signed well, and goes on to the next. */
  boolean acceptsChunk(byte[] sha256, String signature) {
    return accepts(
        signature,
        String.join("\n", "AWS4-HMAC-SHA256-PAYLOAD", date, scope, previous, NOTHING, hex(sha256)));
  }

  /** Returns whether the trailing headers with this SHA-256 are signed well. */
  boolean acceptsTrailer(byte[] sha256, String signature) {
    return accepts(
        signature,
        String.join("\n", "AWS4-HMAC-SHA256-TRAILER", date, scope, previous, hex(sha256)));
  }

  private boolean accepts(String signature, String toSign) {
    String expected = hex(Sha256.hmac(key, toSign));
    previous = expected;
    return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
