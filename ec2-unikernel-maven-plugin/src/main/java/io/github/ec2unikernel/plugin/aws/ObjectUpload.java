package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;

/** A multipart upload that is under way; threads may share one. */
public final class ObjectUpload {

  private static final String TYPE = "application/octet-stream";

  private final DiskObject object;
  private final String id;
  private final S3Client s3;
  private final AwsCalls calls;
  private final AwsLimits limits;
  private final DiskObjects objects;

  ObjectUpload(
      DiskObject object,
      String id,
      S3Client s3,
      AwsCalls calls,
      AwsLimits limits,
      DiskObjects objects) {
    this.object = object;
    this.id = id;
    this.s3 = s3;
    this.calls = calls;
    this.limits = limits;
    this.objects = objects;
  }

  /** Returns the entity tags of those of the parts that S3 has already, by their numbers. */
  public Map<Integer, String> sent(List<ObjectPart> parts) {
    Map<Integer, ObjectPart> wanted = new HashMap<>();
    parts.forEach(part -> wanted.put(part.number(), part));
    Map<Integer, String> sent = new HashMap<>();
    for (Part part : listed()) {
      ObjectPart same = wanted.get(part.partNumber());
      if (same != null
          && part.size() == same.length()
          && same.sha256().equals(part.checksumSHA256())) {
        sent.put(part.partNumber(), part.eTag());
      }
    }
    return sent;
  }

  private List<Part> listed() {
    return calls.run(
        "s3:ListMultipartUploadParts",
        () ->
            s3
                .listPartsPaginator(r -> r.bucket(object.bucket()).key(object.key()).uploadId(id))
                .parts()
                .stream()
                .toList());
  }

  /** Sends a part, which S3 checks, and returns its entity tag. */
  public String send(Path file, ObjectPart part) {
    AwsLimits patience = limits.withBody(part.length());
    FileSlice slice = new FileSlice(file, part.offset(), part.length());
    return calls.run(
        "s3:PutObject",
        () ->
            s3.uploadPart(
                    r ->
                        r.bucket(object.bucket())
                            .key(object.key())
                            .uploadId(id)
                            .partNumber(part.number())
                            .checksumSHA256(part.sha256())
                            .overrideConfiguration(
                                c ->
                                    c.apiCallAttemptTimeout(patience.attempt())
                                        .apiCallTimeout(patience.call())),
                    RequestBody.fromContentProvider(slice, part.length(), TYPE))
                .eTag());
  }

  /**
   * Makes the object of the parts.
   *
   * @param tags the parts' entity tags
   * @param checksum what S3 must compose of the parts' checksums
   */
  public void complete(List<ObjectPart> parts, Map<Integer, String> tags, String checksum) {
    List<CompletedPart> completed =
        parts.stream()
            .map(
                part ->
                    CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(tags.get(part.number()))
                        .checksumSHA256(part.sha256())
                        .build())
            .toList();
    String made;
    try {
      made =
          s3.completeMultipartUpload(
                  r ->
                      r.bucket(object.bucket())
                          .key(object.key())
                          .uploadId(id)
                          .multipartUpload(m -> m.parts(completed)))
              .checksumSHA256();
    } catch (SdkException e) {
      // An earlier attempt, whose answer was lost, may have completed it.
      if (!AwsErrors.code(e).equals("NoSuchUpload")) {
        throw calls.failure("s3:PutObject", e);
      }
      made = objects.checksum(object).orElseThrow(() -> calls.failure("s3:PutObject", e));
    }
    if (!checksum.equals(made)) {
      throw new EnvironmentException(
          "The object " + object + " has the checksum " + made + ", not " + checksum + ".",
          "Run the goal again, and let nothing write to the disk image meanwhile.");
    }
  }
}
