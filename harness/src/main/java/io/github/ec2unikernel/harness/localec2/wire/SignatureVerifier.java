package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks SigV4 signatures against the one known key pair. */
public final class SignatureVerifier {

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Duration ALLOWED_SKEW = Duration.ofMinutes(15);
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final String accessKeyId;
  private final String secretAccessKey;

  /** Creates a verifier for one key pair. */
  public SignatureVerifier(String accessKeyId, String secretAccessKey) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
  }

  /**
   * Returns when the request is signed by the known pair, not long ago, and unchanged; a body that
   * is still to come is taken at its word.
   *
   * @return what its chunks are signed with, when it comes in such
   */
  public SignatureChain verify(Request request, Signature signature, Instant now)
      throws SignatureException {
    if (!signature.accessKeyId().equals(accessKeyId)) {
      throw new SignatureException(SignatureProblem.UNKNOWN_KEY, signature.accessKeyId());
    }
    String date = request.header("X-Amz-Date");
    if (date == null || !date.startsWith(signature.date())) {
      throw new SignatureException(SignatureProblem.INCOMPLETE, "X-Amz-Date");
    }
    checkAge(date, now);
    String payload = payloadHash(request);
    String canonical = canonicalRequest(request, signature, payload);
    String toSign =
        String.join("\n", "AWS4-HMAC-SHA256", date, signature.scope(), hexSha256(canonical));
    byte[] key = ("AWS4" + secretAccessKey).getBytes(UTF_8);
    for (String part : List.of(signature.date(), signature.region(), signature.service())) {
      key = Sha256.hmac(key, part);
    }
    byte[] signing = Sha256.hmac(key, "aws4_request");
    String hex = HexFormat.of().formatHex(Sha256.hmac(signing, toSign));
    if (!MessageDigest.isEqual(hex.getBytes(UTF_8), signature.signature().getBytes(UTF_8))) {
      throw new SignatureException(SignatureProblem.MISMATCH, canonical);
    }
    return new SignatureChain(signing, date, signature.scope(), hex);
  }

  private static void checkAge(String date, Instant now) throws SignatureException {
    try {
      Instant signed = LocalDateTime.parse(date, AMZ_DATE).toInstant(ZoneOffset.UTC);
      if (Duration.between(signed, now).abs().compareTo(ALLOWED_SKEW) > 0) {
        String current = AMZ_DATE.format(now.atOffset(ZoneOffset.UTC));
        throw new SignatureException(
            SignatureProblem.EXPIRED, date + " is not within 15 minutes of " + current);
      }
    } catch (DateTimeException e) {
      throw new SignatureException(SignatureProblem.INCOMPLETE, "X-Amz-Date");
    }
  }

  private static String payloadHash(Request request) throws SignatureException {
    String declared = request.header("X-Amz-Content-Sha256");
    if (declared != null && (declared.equals(UNSIGNED) || request.body().isStreamed())) {
      return declared;
    }
    if (request.body().isStreamed()) {
      throw new SignatureException(SignatureProblem.INCOMPLETE, "x-amz-content-sha256");
    }
    String actual = request.body().hexSha256();
    if (declared != null && !declared.equals(actual)) {
      throw new SignatureException(SignatureProblem.MISMATCH, "the body's SHA-256 is " + actual);
    }
    return actual;
  }

  private static String canonicalRequest(Request request, Signature signature, String payload)
      throws SignatureException {
    StringBuilder headers = new StringBuilder();
    for (String name : signature.signedHeaders()) {
      List<String> values = request.headers().get(name);
      if (values == null) {
        throw new SignatureException(SignatureProblem.MISMATCH, "signed header " + name);
      }
      String value =
          values.stream()
              .map(v -> v.strip().replaceAll(" +", " "))
              .collect(Collectors.joining(","));
      headers.append(name).append(':').append(value).append('\n');
    }
    if (!signature.signedHeaders().contains("host")) {
      throw new SignatureException(SignatureProblem.MISMATCH, "'Host' must be a signed header");
    }
    String query =
        request.queryParameters().entrySet().stream()
            .map(SignatureVerifier::encode)
            .sorted()
            .collect(Collectors.joining("&"));
    return String.join(
        "\n",
        request.method(),
        // Every service but S3 signs the path as it is sent, encoded once more.
        signature.service().equals("s3") ? request.path() : UriText.encode(request.path(), false),
        query,
        headers.toString(),
        String.join(";", signature.signedHeaders()),
        payload);
  }

  private static String encode(Map.Entry<String, String> pair) {
    return UriText.encode(pair.getKey(), true) + "=" + UriText.encode(pair.getValue(), true);
  }

  private static String hexSha256(String text) {
    return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(UTF_8)));
  }
}
