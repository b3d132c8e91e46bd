package io.github.ec2unikernel.harness.localec2.wire;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A body that is verified while it is read, by what {@code x-amz-content-sha256} says of it.
 *
 * @param in the content, decoded; reading it to its end throws a {@link Refusal} when it is not
 *     what was signed
 * @param trailers the headers after the content, once it is read
 */
public record SignedPayload(InputStream in, Map<String, String> trailers) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> SIGNED_CHUNKS =
      Set.of("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");

  /**
   * Returns the content of a body that comes in through {@code in}.
   *
   * @throws Refusal when the header says what no client of AWS may say
   */
  public static SignedPayload of(String declared, InputStream in, SignatureChain chain) {
    if (declared.equals(SignatureVerifier.UNSIGNED)) {
      return new SignedPayload(in, Map.of());
    }
    if (DIGEST.matcher(declared).matches()) {
      return new SignedPayload(new DigestedInput(in, declared), Map.of());
    }
    if (SIGNED_CHUNKS.contains(declared)) {
      return chunked(new AwsChunkedInput(in, chain));
    }
    if (declared.equals("STREAMING-UNSIGNED-PAYLOAD-TRAILER")) {
      return chunked(new AwsChunkedInput(in, null));
    }
    throw new Refusal(
        400,
        "InvalidArgument",
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
            + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
            + " or a valid sha256 value.");
  }

  private static SignedPayload chunked(AwsChunkedInput in) {
    return new SignedPayload(in, in.trailers());
  }
}
