package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

final class MultipartTest extends S3Base {

  private static final String KEY = "disk.raw";

  private final byte[] content = random(11 * MIB, 7);

  @ParameterizedTest
  @CsvSource({
    "SHA256,COMPOSITE",
    "SHA1,COMPOSITE",
    "CRC32,COMPOSITE",
    "CRC32C,COMPOSITE",
    "CRC32,FULL_OBJECT",
    "CRC32C,FULL_OBJECT"
  })
  void partsBecomeOneObjectWithTheChecksumOfItsKind(String algorithm, String type) {
    String id =
        s3.createMultipartUpload(
                r -> r.bucket(BUCKET).key(KEY).checksumAlgorithm(algorithm).checksumType(type))
            .uploadId();
    List<CompletedPart> parts = upload(id, algorithm);

    var completed =
        s3.completeMultipartUpload(
            r -> r.bucket(BUCKET).key(KEY).uploadId(id).multipartUpload(m -> m.parts(parts)));

    assertThat(completed.eTag()).matches("\"[0-9a-f]{32}-3\"");
    assertThat(completed.checksumTypeAsString()).isEqualTo(type);
    assertThat(get(KEY)).isEqualTo(content);
    String checksum = checksum(KEY, algorithm);
    if (type.equals("COMPOSITE")) {
      assertThat(checksum).endsWith("-3");
    } else {
      // The same as that of the object put at once.
      s3.putObject(
          r -> r.bucket(BUCKET).key("whole").checksumAlgorithm(algorithm),
          RequestBody.fromBytes(content));
      assertThat(checksum).isEqualTo(checksum("whole", algorithm));
    }
    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads()).isEmpty();
    assertThat(Clients.code(() -> s3.listParts(r -> r.bucket(BUCKET).key(KEY).uploadId(id))))
        .isEqualTo("NoSuchUpload");
  }

  private String checksum(String key, String algorithm) {
    var head = s3.headObject(r -> r.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
    return switch (algorithm) {
      case "CRC32" -> head.checksumCRC32();
      case "CRC32C" -> head.checksumCRC32C();
      case "SHA1" -> head.checksumSHA1();
      default -> head.checksumSHA256();
    };
  }

  private List<CompletedPart> upload(String id, String algorithm) {
    List<CompletedPart> parts = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      int from = (number - 1) * 5 * MIB;
      byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + 5 * MIB));
      int index = number;
      UploadPartResponse answer =
          s3.uploadPart(
              r ->
                  r.bucket(BUCKET)
                      .key(KEY)
                      .uploadId(id)
                      .partNumber(index)
                      .checksumAlgorithm(algorithm),
              RequestBody.fromBytes(part));
      parts.add(
          CompletedPart.builder()
              .partNumber(number)
              .eTag(answer.eTag())
              .checksumCRC32(answer.checksumCRC32())
              .checksumCRC32C(answer.checksumCRC32C())
              .checksumSHA1(answer.checksumSHA1())
              .checksumSHA256(answer.checksumSHA256())
              .build());
    }
    return parts;
  }

  @Test
  void anUploadGoesOnFromThePartsThatAreListed() {
    String id = startUpload();
    upload(id, "SHA256");

    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads())
        .extracting(u -> u.key() + " " + u.uploadId())
        .containsExactly(KEY + " " + id);
    var parts =
        s3.listPartsPaginator(r -> r.bucket(BUCKET).key(KEY).uploadId(id).maxParts(2)).parts();
    assertThat(parts).extracting(Part::partNumber).containsExactly(1, 2, 3);
    assertThat(parts).extracting(Part::size).containsExactly(5L * MIB, 5L * MIB, (long) MIB);
    assertThat(parts).allMatch(part -> part.checksumSHA256() != null);
  }

  @Test
  void partsMustBeThereInOrderLargeEnoughAndWithTheirChecksums() {
    String id = startUpload();
    List<CompletedPart> parts = upload(id, "SHA256");
    List<CompletedPart> swapped = List.of(parts.get(1), parts.get(0));
    List<CompletedPart> small = List.of(parts.get(0), parts.get(2), parts.get(2));
    CompletedPart other = parts.get(0).toBuilder().eTag("\"" + "0".repeat(32) + "\"").build();
    CompletedPart unchecked = parts.get(0).toBuilder().checksumSHA256(null).build();

    assertThat(completing(id, swapped)).isEqualTo("InvalidPartOrder");
    assertThat(completing(id, small)).isEqualTo("InvalidPartOrder");
    assertThat(completing(id, List.of(other))).isEqualTo("InvalidPart");
    assertThat(completing(id, List.of(unchecked))).isEqualTo("InvalidRequest");
    s3.uploadPart(
        r -> r.bucket(BUCKET).key(KEY).uploadId(id).partNumber(4).checksumAlgorithm("SHA256"),
        RequestBody.fromString("x"));
    CompletedPart third = parts.get(2);
    CompletedPart fourth =
        s3.listParts(r -> r.bucket(BUCKET).key(KEY).uploadId(id)).parts().stream()
            .filter(p -> p.partNumber() == 4)
            .map(
                p ->
                    CompletedPart.builder()
                        .partNumber(4)
                        .eTag(p.eTag())
                        .checksumSHA256(p.checksumSHA256())
                        .build())
            .findFirst()
            .orElseThrow();
    assertThat(completing(id, List.of(third, fourth))).isEqualTo("EntityTooSmall");
    // Nothing of this has ended it.
    assertThat(completing(id, parts)).isEqualTo("OK");
  }

  private String completing(String id, List<CompletedPart> parts) {
    var refusal =
        Clients.refusal(
            () ->
                s3.completeMultipartUpload(
                    r ->
                        r.bucket(BUCKET)
                            .key(KEY)
                            .uploadId(id)
                            .multipartUpload(m -> m.parts(parts))));
    return refusal == null ? "OK" : refusal.awsErrorDetails().errorCode();
  }

  @Test
  void aPartWithAnotherChecksumThanTheUploadsIsRefused() {
    String id = startUpload();

    assertThat(
            Clients.code(
                () ->
                    s3.uploadPart(
                        r ->
                            r.bucket(BUCKET)
                                .key(KEY)
                                .uploadId(id)
                                .partNumber(1)
                                .checksumAlgorithm("CRC32"),
                        RequestBody.fromString("x"))))
        .isEqualTo("InvalidRequest");
    assertThat(
            Clients.code(
                () ->
                    s3.uploadPart(
                        r -> r.bucket(BUCKET).key(KEY).uploadId(id).partNumber(10_001),
                        RequestBody.fromString("x"))))
        .isEqualTo("InvalidArgument");
  }

  @Test
  void anAbortedUploadLeavesNothing() throws Exception {
    String id = startUpload();
    upload(id, "SHA256");

    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key(KEY).uploadId(id));

    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads()).isEmpty();
    assertThat(
            Clients.code(
                () -> s3.abortMultipartUpload(r -> r.bucket(BUCKET).key(KEY).uploadId(id))))
        .isEqualTo("NoSuchUpload");
    assertThat(directory.resolve("s3/data/" + BUCKET)).isEmptyDirectory();
  }

  private String startUpload() {
    return s3.createMultipartUpload(r -> r.bucket(BUCKET).key(KEY).checksumAlgorithm("SHA256"))
        .uploadId();
  }

  @Test
  void anUploadThatWasKilledWhileItCompletedIsCompletedAgain() throws Exception {
    String id = startUpload();
    List<CompletedPart> parts = completedButForItsRecord(id);

    assertThat(completing(id, parts)).isEqualTo("OK");

    assertThat(get(KEY)).isEqualTo(content);
    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads()).isEmpty();
  }

  @Test
  void anUploadThatWasKilledWhileItCompletedIsAbortedWithoutTheObject() throws Exception {
    String id = startUpload();
    completedButForItsRecord(id);

    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key(KEY).uploadId(id));

    assertThat(get(KEY)).isEqualTo(content);
  }

  @Test
  void aPartOfAnUploadThatWasKilledWhileItCompletedIsReplacedWithoutTheObject() throws Exception {
    String id = startUpload();
    completedButForItsRecord(id);

    upload(id, "SHA256");

    assertThat(get(KEY)).isEqualTo(content);
  }

  @Test
  void anObjectIsOverwrittenAndTheUploadThatWasKilledIsCompletedAfterwards() throws Exception {
    String id = startUpload();
    List<CompletedPart> parts = completedButForItsRecord(id);
    put(KEY, new byte[] {1});

    assertThat(completing(id, parts)).isEqualTo("OK");

    assertThat(get(KEY)).isEqualTo(content);
    s3.deleteObject(r -> r.bucket(BUCKET).key(KEY));
    assertThat(directory.resolve("s3/data/" + BUCKET)).isEmptyDirectory();
  }

  /** Completes an upload as far as a kill between the object and the upload's record leaves it. */
  private List<CompletedPart> completedButForItsRecord(String id) throws IOException {
    List<CompletedPart> parts = upload(id, "SHA256");
    Path uploads = directory.resolve("s3/uploads/" + BUCKET);
    Map<Path, byte[]> before = new HashMap<>();
    try (Stream<Path> files = Files.walk(uploads)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        before.put(file, Files.readAllBytes(file));
      }
    }
    assertThat(completing(id, parts)).isEqualTo("OK");
    for (Map.Entry<Path, byte[]> file : before.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.write(file.getKey(), file.getValue());
    }
    return parts;
  }
}
