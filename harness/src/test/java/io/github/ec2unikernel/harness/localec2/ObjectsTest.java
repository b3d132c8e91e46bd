package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

final class ObjectsTest extends S3Base {

  @Test
  void anObjectIsReadBackWholeAndInParts() {
    byte[] content = random(3 * MIB + 17, 1);
    s3.putObject(
        r ->
            r.bucket(BUCKET)
                .key("disks/hello world+.raw")
                .contentType("application/x-disk")
                .metadata(Map.of("sha", "abc"))
                .tagging("project=hello&run=1"),
        RequestBody.fromBytes(content));

    assertThat(get("disks/hello world+.raw")).isEqualTo(content);
    var part =
        s3.getObjectAsBytes(
            r -> r.bucket(BUCKET).key("disks/hello world+.raw").range("bytes=1000000-1000009"));
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 1_000_010));
    assertThat(part.response().contentRange()).isEqualTo("bytes 1000000-1000009/3145745");
    var head = s3.headObject(r -> r.bucket(BUCKET).key("disks/hello world+.raw"));
    assertThat(head.contentLength()).isEqualTo(content.length);
    assertThat(head.contentType()).isEqualTo("application/x-disk");
    assertThat(head.metadata()).containsEntry("sha", "abc");
    assertThat(head.eTag()).matches("\"[0-9a-f]{32}\"");
    assertThat(head.contentEncoding()).isNull();
    assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("disks/hello world+.raw")).tagSet())
        .extracting(t -> t.key() + "=" + t.value())
        .containsExactly("project=hello", "run=1");
  }

  @Test
  void aRangeBehindTheEndIsRefused() {
    put("a", new byte[10]);

    assertThat(
            Clients.code(
                () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").range("bytes=10-20"))))
        .isEqualTo("InvalidRange");
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").range("bytes=-3")).asByteArray())
        .hasSize(3);
  }

  @Test
  void whatIsNotThereIsNotFoundAndMayBeDeleted() {
    assertThat(Clients.code(() -> get("nothing"))).isEqualTo("NoSuchKey");
    s3.deleteObject(r -> r.bucket(BUCKET).key("nothing"));
    assertThat(Clients.code(() -> s3.deleteObject(r -> r.bucket("no-such").key("a"))))
        .isEqualTo("NoSuchBucket");
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void aChecksumThatTheClientMakesIsVerifiedAndKept(ChecksumAlgorithm algorithm) {
    s3.putObject(
        r -> r.bucket(BUCKET).key("a").checksumAlgorithm(algorithm),
        RequestBody.fromString("hello"));

    var head = s3.headObject(r -> r.bucket(BUCKET).key("a").checksumMode(ChecksumMode.ENABLED));
    String all =
        ""
            + head.checksumCRC32()
            + head.checksumCRC32C()
            + head.checksumSHA1()
            + head.checksumSHA256();
    assertThat(all.replace("null", "")).hasSizeGreaterThan(7);
    assertThat(head.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
  }

  @Test
  void theChecksumsAreThoseOfTheirDefinitions() {
    // The check values of the nine digits in the catalogue of CRCs.
    put("check", "123456789".getBytes(UTF_8));
    assertThat(computed("123456789", "crc32", "y/Q5Jg==")).isEqualTo("OK");
    assertThat(computed("123456789", "crc32c", "4waSgw==")).isEqualTo("OK");
    assertThat(computed("123456789", "crc64nvme", "rosUhgp5mIg=")).isEqualTo("OK");
    assertThat(computed("123456789", "crc64nvme", "rosUhgp5mIk=")).isEqualTo("BadDigest");
    assertThat(computed("123456789", "sha256", "AAAA")).isEqualTo("InvalidRequest");
  }

  private String computed(String content, String algorithm, String checksum) {
    return answer(
        new S3RawClient(local)
            .put("/" + BUCKET + "/c", content, Map.of("x-amz-checksum-" + algorithm, checksum)));
  }

  private static String answer(String text) {
    return text.contains("<Code>") ? text.replaceAll("(?s).*<Code>(.*)</Code>.*", "$1") : "OK";
  }

  @Test
  void aBodyThatIsNotWhatWasSaidIsRefusedAndNotKept() {
    S3RawClient raw = new S3RawClient(local);

    assertThat(raw.put("/unikernels/a", "x", Map.of("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==")))
        .contains("<Code>BadDigest</Code>");
    assertThat(raw.put("/unikernels/a", "x", Map.of("Content-MD5", "short")))
        .contains("<Code>InvalidDigest</Code>");
    assertThat(raw.put("/unikernels/a", "x", Map.of("x-amz-content-sha256", "0".repeat(64))))
        .contains("<Code>XAmzContentSHA256Mismatch</Code>");
    assertThat(raw.put("/unikernels/a", "x", Map.of("x-amz-acl", "public-read")))
        .contains("<Code>NotImplemented</Code>");
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents()).isEmpty();
    assertThat(directory.resolve("s3/incoming")).isEmptyDirectory();
  }

  @Test
  void theHostMayNameTheBucket() {
    put("a", "here".getBytes(UTF_8));
    S3RawClient raw = new S3RawClient(local);

    assertThat(raw.get("unikernels.localhost", "/a")).isEqualTo("here");
    assertThat(raw.get("unikernels.s3.us-west-2.localhost", "/a")).isEqualTo("here");
    assertThat(raw.get("s3.us-west-2.localhost", "/unikernels/a")).isEqualTo("here");
    assertThat(raw.get("other.localhost", "/a")).contains("<Code>NoSuchBucket</Code>");
  }

  @Test
  void keysAreListedInTheirOrderByPrefixDelimiterAndPage() {
    for (String key : List.of("b/1", "b/2", "a", "b/c/3", "é", "z z")) {
      put(key, new byte[1]);
    }

    var all = s3.listObjectsV2(r -> r.bucket(BUCKET));
    assertThat(all.contents())
        .extracting(S3Object::key)
        .containsExactly("a", "b/1", "b/2", "b/c/3", "z z", "é");
    var grouped = s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("b/").delimiter("/"));
    assertThat(grouped.contents()).extracting(S3Object::key).containsExactly("b/1", "b/2");
    assertThat(grouped.commonPrefixes())
        .containsExactly(CommonPrefix.builder().prefix("b/c/").build());
    assertThat(
            s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).maxKeys(1)).contents().stream()
                .map(S3Object::key))
        .containsExactly("a", "b/1", "b/2", "b/c/3", "z z", "é");
  }

  @Test
  void severalObjectsAreDeletedAtOnce() {
    put("a", new byte[1]);
    put("b", new byte[1]);

    var deleted =
        s3.deleteObjects(
            r ->
                r.bucket(BUCKET)
                    .delete(
                        d ->
                            d.objects(
                                ObjectIdentifier.builder().key("a").build(),
                                ObjectIdentifier.builder().key("gone").build())));

    assertThat(deleted.deleted()).hasSize(2);
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly("b");
  }

  @Test
  void anObjectIsNotWrittenOverWhenTheRequestSaysSo() {
    put("a", new byte[1]);

    assertThat(
            Clients.code(
                () ->
                    s3.putObject(
                        r -> r.bucket(BUCKET).key("a").ifNoneMatch("*"),
                        RequestBody.fromString("x"))))
        .isEqualTo("PreconditionFailed");
  }

  @Test
  void anObjectOfUnknownLengthIsRefused() {
    String answer =
        new S3RawClient(local)
            .put(
                "/" + BUCKET + "/key",
                "1\r\nx\r\n0\r\n\r\n",
                Map.of("Transfer-Encoding", "chunked"));

    assertThat(answer).contains("<Code>MissingContentLength</Code>");
  }
}
