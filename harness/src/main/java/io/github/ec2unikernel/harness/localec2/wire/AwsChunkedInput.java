package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a body in {@code aws-chunked} encoding, {@code SIZE[;chunk-signature=HEX]\r\n}
 * before each chunk and headers after the last; signatures are checked as it is read.
 */
final class AwsChunkedInput extends InputStream {

  private static final int LONGEST_LINE = 4096;
  private static final String SIGNATURE = ";chunk-signature=";
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  private final InputStream in;
  private final @Nullable SignatureChain chain;
  private final Map<String, String> trailers = new LinkedHashMap<>();
  private MessageDigest digest = Sha256.digest();
  private String signature = "";
  private long left;
  private boolean started;
  private boolean ended;

  /** Decodes {@code in}; without a chain the chunks carry no signatures. */
  AwsChunkedInput(InputStream in, @Nullable SignatureChain chain) {
    this.in = in;
    this.chain = chain;
  }

  /** Returns the headers after the last chunk by their lower-case names, once all is read. */
  Map<String, String> trailers() {
    return trailers;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw incomplete();
    }
    if (chain != null) {
      digest.update(bytes, offset, count);
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (started) {
      if (!line().isEmpty()) {
        throw malformed("a chunk is longer than its size");
      }
      checkChunk();
    }
    started = true;
    String line = line();
    int semicolon = line.indexOf(';');
    try {
      left = Long.parseLong(semicolon < 0 ? line : line.substring(0, semicolon), 16);
    } catch (NumberFormatException e) {
      throw malformed("a chunk's size is '" + line + "'");
    }
    signature = line.contains(SIGNATURE) ? line.substring(semicolon + SIGNATURE.length()) : "";
    if (left == 0) {
      ended = true;
      checkChunk();
      readTrailers();
    }
  }

  private void checkChunk() {
    if (chain != null && !chain.acceptsChunk(digest.digest(), signature)) {
      throw mismatch("a chunk's signature is " + signature);
    }
    digest = Sha256.digest();
  }

  private void readTrailers() throws IOException {
    MessageDigest signed = Sha256.digest();
    String trailerSignature = null;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] pair = line.split(":", 2);
      if (pair.length < 2) {
        throw malformed("a trailing header is '" + line + "'");
      }
      String name = pair[0].strip().toLowerCase(Locale.ROOT);
      if (name.equals(TRAILER_SIGNATURE)) {
        trailerSignature = pair[1].strip();
      } else {
        trailers.put(name, pair[1].strip());
        signed.update((name + ":" + pair[1].strip() + "\n").getBytes(UTF_8));
      }
    }
    if (chain == null || trailers.isEmpty()) {
      return;
    }
    if (trailerSignature == null || !chain.acceptsTrailer(signed.digest(), trailerSignature)) {
      throw mismatch("the trailing headers' signature is " + trailerSignature);
    }
  }

  /** Returns a line without its end; the end of the input is an empty line. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b = in.read();
      if (b < 0 && !ended) {
        throw incomplete();
      }
      if (b < 0 || b == '\n') {
        return line.toString(ISO_8859_1).stripTrailing();
      }
      if (line.size() == LONGEST_LINE) {
        throw malformed("a line has more than " + LONGEST_LINE + " bytes");
      }
      line.write(b);
    }
  }

  private static Refusal incomplete() {
    return new Refusal(400, "IncompleteBody", "The request body terminated unexpectedly");
  }

  private static Refusal malformed(String why) {
    return new Refusal(400, "InvalidRequest", "The aws-chunked body is malformed: " + why);
  }

  private static Refusal mismatch(String why) {
    return new Refusal(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided: " + why);
  }
}
