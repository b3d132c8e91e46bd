package io.github.ec2unikernel.harness.localec2.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A body whose SHA-256 was said, and signed, before it came; another one is refused at its end. */
final class DigestedInput extends FilterInputStream {

  private final MessageDigest digest = Sha256.digest();
  private final String declared;

  DigestedInput(InputStream in, String declared) {
    super(in);
    this.declared = declared;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count >= 0) {
      digest.update(bytes, offset, count);
      return count;
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(declared)) {
      throw new Refusal(
          400,
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed: " + actual);
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
