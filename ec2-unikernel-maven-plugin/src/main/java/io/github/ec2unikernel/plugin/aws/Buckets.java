package io.github.ec2unikernel.plugin.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** The account's buckets, and how they are set up. */
public final class Buckets {

  private static final String FIRST_REGION = "us-east-1";
  private static final String RULE = "ec2-unikernel-abort-uploads";
  private static final String OWNED = "BucketAlreadyOwnedByYou";
  private static final int NOT_FOUND = 404;
  private static final int DAYS = 1;

  private final S3Client s3;
  private final AwsCalls calls;
  private final String region;

  Buckets(S3Client s3, AwsCalls calls, String region) {
    this.s3 = s3;
    this.calls = calls;
    this.region = region;
  }

  /**
   * Returns the bucket of that name, if there is one.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if it is another account's,
   *     among other reasons
   */
  public Optional<BucketRecord> find(String name) {
    return region(name).map(where -> read(name, where));
  }

  /** Returns the region of the bucket of that name, if there is one. */
  public Optional<String> region(String name) {
    return known("s3:GetBucketLocation", () -> s3.getBucketLocation(r -> r.bucket(name)))
        .map(
            answer -> {
              String where = answer.locationConstraintAsString();
              return where == null || where.isEmpty() ? FIRST_REGION : where;
            });
  }

  /**
   * Makes a bucket in the connection's region, with these tags from its first moment on; one that
   * the account has there already, as after an answer that was lost, is well.
   */
  public void create(String name, Map<String, String> tags) {
    List<Tag> set =
        tags.entrySet().stream()
            .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
            .toList();
    try {
      s3.createBucket(
          r -> {
            r.bucket(name);
            // The first region is refused by its name.
            if (!region.equals(FIRST_REGION)) {
              r.createBucketConfiguration(
                  c -> c.tags(set).locationConstraint(BucketLocationConstraint.fromValue(region)));
            } else if (!set.isEmpty()) {
              r.createBucketConfiguration(c -> c.tags(set));
            }
          });
    } catch (SdkException e) {
      if (!AwsErrors.code(e).equals(OWNED)) {
        throw calls.failure("s3:CreateBucket", e);
      }
    }
  }

  /** Keeps anything in a bucket from being made public. */
  public void close(String name) {
    calls.run(
        "s3:PutBucketPublicAccessBlock",
        () ->
            s3.putPublicAccessBlock(
                r ->
                    r.bucket(name)
                        .publicAccessBlockConfiguration(
                            c ->
                                c.blockPublicAcls(true)
                                    .ignorePublicAcls(true)
                                    .blockPublicPolicy(true)
                                    .restrictPublicBuckets(true))));
  }

  /** Lets a bucket encrypt, with S3's own keys, what comes without a word about it. */
  public void encrypt(String name) {
    calls.run(
        "s3:PutEncryptionConfiguration",
        () ->
            s3.putBucketEncryption(
                r ->
                    r.bucket(name)
                        .serverSideEncryptionConfiguration(
                            c ->
                                c.rules(
                                    ServerSideEncryptionRule.builder()
                                        .applyServerSideEncryptionByDefault(
                                            d -> d.sseAlgorithm(ServerSideEncryption.AES256))
                                        .build()))));
  }

  /** Lets a bucket end multipart uploads after a day, beside the rules that it has. */
  public void abortUploads(String name) {
    List<LifecycleRule> rules = new ArrayList<>(rules(name));
    rules.removeIf(rule -> RULE.equals(rule.id()));
    rules.add(
        LifecycleRule.builder()
            .id(RULE)
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix(""))
            .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(DAYS))
            .build());
    calls.run(
        "s3:PutLifecycleConfiguration",
        () ->
            s3.putBucketLifecycleConfiguration(
                r -> r.bucket(name).lifecycleConfiguration(c -> c.rules(rules))));
  }

  /** Returns the keys of the objects in a bucket. */
  public List<String> keys(String name) {
    return calls.run(
        "s3:ListBucket",
        () ->
            s3.listObjectsV2Paginator(r -> r.bucket(name)).contents().stream()
                .map(object -> object.key())
                .toList());
  }

  /** Deletes an empty bucket; one that is gone already is well. */
  public void delete(String name) {
    known("s3:DeleteBucket", () -> s3.deleteBucket(r -> r.bucket(name)));
  }

  private BucketRecord read(String name, String where) {
    if (!where.equals(region)) {
      // S3 says more only where the bucket is.
      return new BucketRecord(name, where, Map.of(), false, false, false);
    }
    return new BucketRecord(
        name,
        where,
        tags(name),
        isClosed(name),
        known("s3:GetEncryptionConfiguration", () -> s3.getBucketEncryption(r -> r.bucket(name)))
            .isPresent(),
        rules(name).stream()
            .anyMatch(
                rule ->
                    rule.status() == ExpirationStatus.ENABLED
                        && rule.abortIncompleteMultipartUpload() != null));
  }

  private Map<String, String> tags(String name) {
    Map<String, String> tags = new TreeMap<>();
    known("s3:GetBucketTagging", () -> s3.getBucketTagging(r -> r.bucket(name)))
        .ifPresent(answer -> answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value())));
    return tags;
  }

  private boolean isClosed(String name) {
    return known(
            "s3:GetBucketPublicAccessBlock", () -> s3.getPublicAccessBlock(r -> r.bucket(name)))
        .map(answer -> answer.publicAccessBlockConfiguration())
        .filter(
            block ->
                block.equals(
                    PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(true)
                        .build()))
        .isPresent();
  }

  private List<LifecycleRule> rules(String name) {
    return known(
            "s3:GetLifecycleConfiguration",
            () -> s3.getBucketLifecycleConfiguration(r -> r.bucket(name)))
        .map(answer -> answer.rules())
        .orElse(List.of());
  }

  // S3 says 404 of a bucket as of each part of its set-up that it lacks.
  private <T> Optional<T> known(String action, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (SdkException e) {
      if (e instanceof AwsServiceException answer && answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw calls.failure(action, e);
    }
  }
}
