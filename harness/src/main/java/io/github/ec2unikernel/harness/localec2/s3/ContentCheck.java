package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.SignedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies a body and holds it against what the request says of it: length, MD5 and checksums. */
final class ContentCheck {

  private static final int BUFFER = 128 * 1024;

  private final Request request;
  private final Map<Algorithm, Algorithm.Running> running = new EnumMap<>(Algorithm.class);
  private final MessageDigest md5 = Algorithm.digest("MD5");

  private ContentCheck(Request request, List<Algorithm> wanted, boolean own) {
    this.request = request;
    wanted.forEach(algorithm -> running.put(algorithm, algorithm.start()));
    String trailer = header("x-amz-trailer");
    for (Algorithm algorithm : own ? Algorithm.values() : new Algorithm[0]) {
      if (header(algorithm.header()) != null || algorithm.header().equalsIgnoreCase(trailer)) {
        running.computeIfAbsent(algorithm, Algorithm::start);
      }
    }
  }

  /** Returns whether the request gives its body's MD5 or a checksum. */
  static boolean isPossible(Request request) {
    return request.header("Content-MD5") != null || isChecksummed(request);
  }

  /** Returns whether the request gives a checksum of its body, before or after it. */
  static boolean isChecksummed(Request request) {
    String trailer = String.valueOf(request.header("x-amz-trailer"));
    return Arrays.stream(Algorithm.values())
        .map(Algorithm::header)
        .anyMatch(name -> request.header(name) != null || name.equalsIgnoreCase(trailer));
  }

  /**
   * Copies the request's body.
   *
   * @param wanted the checksums to compute besides those that the request gives
   * @param most the largest number of bytes
   * @throws Refusal when the body is not what was said
   */
  static Digests copy(Request request, List<Algorithm> wanted, long most, OutputStream out) {
    return new ContentCheck(request, wanted, true).copy(most, out);
  }

  /**
   * Copies a document.
   *
   * @param own whether the request's checksums are the document's
   */
  static void copyDocument(Request request, boolean own, long most, OutputStream out) {
    new ContentCheck(request, List.of(), own).copy(most, out);
  }

  private Digests copy(long most, OutputStream out) {
    long declared = declaredLength();
    if (declared > most) {
      throw tooLarge(declared, most);
    }
    SignedPayload payload = request.body().payload();
    long size = 0;
    try {
      InputStream in = payload.in();
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        size += count;
        if (size > most) {
          throw tooLarge(size, most);
        }
        md5.update(buffer, 0, count);
        for (Algorithm.Running one : running.values()) {
          one.update(buffer, 0, count);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (declared >= 0 && size != declared) {
      throw new Refusal(
          400,
          "IncompleteBody",
          "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
    return digests(size, payload.trailers());
  }

  private long declaredLength() {
    String decoded = header("x-amz-decoded-content-length");
    String length = decoded == null ? header("Content-Length") : decoded;
    boolean chunked = String.valueOf(header("x-amz-content-sha256")).startsWith("STREAMING-");
    if (length == null || (chunked && decoded == null)) {
      // HTTP's own chunks tell no length before; only S3's have one beside them.
      boolean unknown = chunked || header("Transfer-Encoding") != null;
      if (request.method().equals("PUT") && unknown) {
        throw new Refusal(
            411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
      }
      return -1;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw S3Refusals.invalidArgument("The content's length is '" + length + "'");
    }
  }

  private Digests digests(long size, Map<String, String> trailers) {
    byte[] sum = md5.digest();
    checkMd5(sum);
    Map<Algorithm, String> checksums = new EnumMap<>(Algorithm.class);
    String given = "";
    for (Map.Entry<Algorithm, Algorithm.Running> one : running.entrySet()) {
      Algorithm algorithm = one.getKey();
      String actual = Base64.getEncoder().encodeToString(one.getValue().value());
      checksums.put(algorithm, actual);
      String said = said(algorithm, trailers);
      if (said != null) {
        given = algorithm.name();
        check(algorithm, said, actual);
      }
    }
    String trailer = header("x-amz-trailer");
    if (trailer != null && !trailers.containsKey(trailer)) {
      throw new Refusal(
          400,
          "MalformedTrailerError",
          "The request contained trailing data that was not"
              + " well-formed or did not conform to our published schema.");
    }
    String announced = header("x-amz-sdk-checksum-algorithm");
    if (announced != null && given.isEmpty()) {
      throw S3Refusals.invalidRequest(
          "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or"
              + " x-amz-trailer headers were found.");
    }
    return new Digests(size, sum, checksums, given);
  }

  private @Nullable String said(Algorithm algorithm, Map<String, String> trailers) {
    String inHeader = header(algorithm.header());
    return inHeader == null ? trailers.get(algorithm.header()) : inHeader;
  }

  private void checkMd5(byte[] actual) {
    String said = header("Content-MD5");
    if (said == null) {
      return;
    }
    byte[] wanted = decode(said);
    if (wanted.length != actual.length) {
      throw new Refusal(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
    }
    if (!Arrays.equals(wanted, actual)) {
      throw new Refusal(
          400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
  }

  private static void check(Algorithm algorithm, String said, String actual) {
    if (decode(said).length != decode(actual).length) {
      throw S3Refusals.invalidRequest("Value for " + algorithm.header() + " header is invalid.");
    }
    if (!said.equals(actual)) {
      throw new Refusal(
          400,
          "BadDigest",
          "The " + algorithm + " you specified did not match the calculated checksum.");
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Refusal tooLarge(long size, long most) {
    return new Refusal(
        400,
        "EntityTooLarge",
        "Your proposed upload of " + size + " bytes exceeds the maximum allowed size " + most);
  }

  private @Nullable String header(String name) {
    return request.header(name);
  }
}
