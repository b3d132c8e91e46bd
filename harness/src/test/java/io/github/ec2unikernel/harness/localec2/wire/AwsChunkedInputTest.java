package io.github.ec2unikernel.harness.localec2.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the example of AWS's own documentation of signed chunks. */
final class AwsChunkedInputTest {

  private static final String SEED =
      "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
  private static final String FIRST =
      "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
          + "a".repeat(65536)
          + "\r\n";
  private static final String SECOND =
      "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
          + "a".repeat(1024)
          + "\r\n";
  private static final String LAST =
      "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";

  @Test
  void theExampleOfTheDocumentationIsDecoded() throws Exception {
    byte[] content = signed(FIRST + SECOND + LAST).readAllBytes();

    assertThat(new String(content, UTF_8)).isEqualTo("a".repeat(66560));
  }

  @Test
  void aChangedByteASwappedChunkAndAMissingEndAreRefused() {
    assertThat(refusal(FIRST.replaceFirst("aaaa", "aaba") + SECOND + LAST))
        .isEqualTo("SignatureDoesNotMatch");
    assertThat(refusal(SECOND + FIRST + LAST)).isEqualTo("SignatureDoesNotMatch");
    assertThat(refusal(FIRST + LAST)).isEqualTo("SignatureDoesNotMatch");
    assertThat(refusal(FIRST + SECOND)).isEqualTo("IncompleteBody");
    assertThat(refusal(FIRST.substring(0, 5000))).isEqualTo("IncompleteBody");
    assertThat(refusal("xyz\r\n" + FIRST)).isEqualTo("InvalidRequest");
  }

  @Test
  void trailingHeadersOfAnUnsignedBodyAreRead() throws Exception {
    AwsChunkedInput in =
        new AwsChunkedInput(
            bytes("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"), null);

    assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("hello");
    assertThat(in.trailers()).isEqualTo(Map.of("x-amz-checksum-crc32", "NhCmhg=="));
  }

  @Test
  void trailingHeadersWithoutTheirSignatureAreRefused() {
    String body =
        FIRST + SECOND + LAST.stripTrailing() + "\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";

    assertThat(refusal(body)).isEqualTo("SignatureDoesNotMatch");
  }

  private static String refusal(String body) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> signed(body).readAllBytes());
    return refusal == null ? "none" : refusal.code();
  }

  private static AwsChunkedInput signed(String body) {
    byte[] key = "AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".getBytes(UTF_8);
    for (String part : List.of("20130524", "us-east-1", "s3", "aws4_request")) {
      key = Sha256.hmac(key, part);
    }
    return new AwsChunkedInput(
        bytes(body),
        new SignatureChain(key, "20130524T000000Z", "20130524/us-east-1/s3/aws4_request", SEED));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }
}
