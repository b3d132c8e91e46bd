package io.github.ec2unikernel.plugin.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The objects in which disks wait for their import. */
public final class DiskObjects {

  private static final String FIRST_REGION = "us-east-1";
  private static final int NOT_FOUND = 404;
  private static final String NO_UPLOAD = "NoSuchUpload";

  private final S3Client s3;
  private final AwsCalls calls;
  private final AwsLimits limits;

  DiskObjects(S3Client s3, AwsCalls calls, AwsLimits limits) {
    this.s3 = s3;
    this.calls = calls;
    this.limits = limits;
  }

  /** Returns the region of a bucket, or empty if there is no such bucket. */
  public Optional<String> regionOf(String bucket) {
    try {
      String where = s3.getBucketLocation(r -> r.bucket(bucket)).locationConstraintAsString();
      return Optional.of(where == null || where.isEmpty() ? FIRST_REGION : where);
    } catch (SdkException e) {
      if (isNotFound(e)) {
        return Optional.empty();
      }
      throw calls.failure("s3:GetBucketLocation", e);
    }
  }

  /** Returns the checksum of an object that is there, as S3 composes it of its parts'. */
  public Optional<String> checksum(DiskObject object) {
    try {
      HeadObjectResponse head =
          s3.headObject(
              r -> r.bucket(object.bucket()).key(object.key()).checksumMode(ChecksumMode.ENABLED));
      return Optional.of(String.valueOf(head.checksumSHA256()));
    } catch (SdkException e) {
      if (isNotFound(e)) {
        return Optional.empty();
      }
      throw calls.failure("s3:GetObject", e);
    }
  }

  /**
   * Returns the upload of an object that a killed run has begun, or a new one.
   *
   * @param tags at most ten
   */
  public ObjectUpload upload(DiskObject object, Map<String, String> tags) {
    String id = unfinished(object).stream().findFirst().orElseGet(() -> begin(object, tags));
    return new ObjectUpload(object, id, s3, calls, limits, this);
  }

  private String begin(DiskObject object, Map<String, String> tags) {
    List<Tag> tagSet =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    Tagging tagging = Tagging.builder().tagSet(tagSet).build();
    return calls.run(
        "s3:PutObject",
        () ->
            s3.createMultipartUpload(
                    r ->
                        r.bucket(object.bucket())
                            .key(object.key())
                            .contentType("application/octet-stream")
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                            .tagging(tagging))
                .uploadId());
  }

  /** Returns the ids of the object's uploads that are neither completed nor aborted. */
  private List<String> unfinished(DiskObject object) {
    return calls.run(
        "s3:ListBucketMultipartUploads",
        () ->
            s3
                .listMultipartUploadsPaginator(r -> r.bucket(object.bucket()).prefix(object.key()))
                .uploads()
                .stream()
                .filter(upload -> upload.key().equals(object.key()))
                .map(MultipartUpload::uploadId)
                .toList());
  }

  /** Returns a bucket's objects whose keys begin so, and the uploads that are unfinished. */
  public List<ObjectRecord> list(String bucket, String prefix) {
    List<ObjectRecord> all = new ArrayList<>();
    calls
        .run(
            "s3:ListBucket",
            () ->
                s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                    .toList())
        .forEach(
            found -> {
              DiskObject object = new DiskObject(bucket, found.key());
              all.add(new ObjectRecord(object, false, found.lastModified(), tags(object)));
            });
    calls
        .run(
            "s3:ListBucketMultipartUploads",
            () ->
                s3
                    .listMultipartUploadsPaginator(r -> r.bucket(bucket).prefix(prefix))
                    .uploads()
                    .stream()
                    .toList())
        .forEach(
            upload ->
                all.add(
                    new ObjectRecord(
                        new DiskObject(bucket, upload.key()), true, upload.initiated(), Map.of())));
    return all;
  }

  private Map<String, String> tags(DiskObject object) {
    Map<String, String> tags = new TreeMap<>();
    try {
      s3.getObjectTagging(r -> r.bucket(object.bucket()).key(object.key()))
          .tagSet()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
    } catch (SdkException e) {
      // It may have gone since it was listed.
      if (!isNotFound(e)) {
        throw calls.failure("s3:GetObjectTagging", e);
      }
    }
    return tags;
  }

  /**
   * Deletes an object and what was uploaded for it.
   *
   * @return false if there was nothing of it, or not even its bucket
   */
  public boolean delete(DiskObject object) {
    if (regionOf(object.bucket()).isEmpty()) {
      return false;
    }
    List<String> uploads = unfinished(object);
    for (String upload : uploads) {
      abort(object, upload);
    }
    boolean there = checksum(object).isPresent();
    if (there) {
      calls.run(
          "s3:DeleteObject",
          () -> s3.deleteObject(r -> r.bucket(object.bucket()).key(object.key())));
    }
    return there || !uploads.isEmpty();
  }

  private void abort(DiskObject object, String upload) {
    try {
      s3.abortMultipartUpload(r -> r.bucket(object.bucket()).key(object.key()).uploadId(upload));
    } catch (SdkException e) {
      if (!AwsErrors.code(e).equals(NO_UPLOAD)) {
        throw calls.failure("s3:AbortMultipartUpload", e);
      }
    }
  }

  private static boolean isNotFound(SdkException e) {
    return e instanceof AwsServiceException answer && answer.statusCode() == NOT_FOUND;
  }
}
