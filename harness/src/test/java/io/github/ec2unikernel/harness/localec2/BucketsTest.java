package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

final class BucketsTest extends S3Base {

  private static final String LOCATION =
      "<CreateBucketConfiguration><LocationConstraint>us-east-1</LocationConstraint>"
          + "</CreateBucketConfiguration>";

  @Test
  void aBucketIsThereUntilItIsDeleted() {
    assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly(BUCKET);
    assertThat(s3.headBucket(r -> r.bucket(BUCKET)).bucketRegion()).isEqualTo(Clients.OREGON);

    s3.deleteBucket(r -> r.bucket(BUCKET));

    assertThat(s3.listBuckets().buckets()).isEmpty();
    assertThat(Clients.refusal(() -> s3.headBucket(r -> r.bucket(BUCKET))).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aBucketWithAnObjectIsNotDeleted() {
    put("a", new byte[1]);

    assertThat(Clients.code(() -> s3.deleteBucket(r -> r.bucket(BUCKET))))
        .isEqualTo("BucketNotEmpty");
  }

  @Test
  void theLocationMustBeTheRegionAndMayNotBeSaidInTheFirstOne() {
    try (S3Client virginia = Clients.s3(local, "us-east-1")) {
      // The SDK would take the constraint away.
      assertThat(new S3RawClient(local, "us-east-1").put("/first", LOCATION, Map.of()))
          .contains("<Code>InvalidLocationConstraint</Code>");
      assertThat(
              new S3RawClient(local, "us-east-1")
                  .put("/first", LOCATION.replace("us-east-1", "nowhere-1"), Map.of()))
          .contains("<Code>InvalidLocationConstraint</Code>");
      virginia.createBucket(r -> r.bucket("first"));
      assertThat(virginia.getBucketLocation(r -> r.bucket("first")).locationConstraintAsString())
          .isNullOrEmpty();
    }
    // The SDK would add the constraint.
    assertThat(new S3RawClient(local).put("/second", "", Map.of()))
        .contains("<Code>IllegalLocationConstraintException</Code>");
    assertThat(Clients.code(() -> createBucket(s3, "second", "eu-west-1")))
        .isEqualTo("IllegalLocationConstraintException");
    assertThat(s3.getBucketLocation(r -> r.bucket(BUCKET)).locationConstraintAsString())
        .isEqualTo(Clients.OREGON);
  }

  @Test
  void theFirstRegionsEndpointMakesBucketsInAllOthers() {
    String body = LOCATION.replace("us-east-1", "eu-west-1");

    assertThat(new S3RawClient(local, "us-east-1").put("/irish", body, Map.of())).isEmpty();

    try (S3Client ireland = Clients.s3(local, "eu-west-1")) {
      assertThat(ireland.headBucket(r -> r.bucket("irish")).bucketRegion()).isEqualTo("eu-west-1");
    }
  }

  @Test
  void aNameThatIsTakenIsRefusedInBothWays() {
    assertThat(Clients.code(() -> createBucket(s3, BUCKET, Clients.OREGON)))
        .isEqualTo("BucketAlreadyOwnedByYou");
    assertThat(Clients.code(() -> createBucket(s3, "someone-elses-bucket", Clients.OREGON)))
        .isEqualTo("BucketAlreadyExists");
    assertThat(Clients.code(() -> s3.listObjectsV2(r -> r.bucket("someone-elses-bucket"))))
        .isEqualTo("AccessDenied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ab", "Upper", "under_score", "dots..dots", "-dash", "192.168.1.1", "xn--a"})
  void aNameThatNoBucketHasIsInvalid(String name) {
    // The SDK would refuse most of them itself.
    assertThat(new S3RawClient(local).put("/" + name, "", Map.of()))
        .contains("<Code>InvalidBucketName</Code>");
  }

  @Test
  void anotherRegionIsToldWhereTheBucketIs() {
    try (S3Client ireland = Clients.s3(local, "eu-west-1");
        S3Client virginia = Clients.s3(local, "us-east-1")) {
      var redirect = Clients.refusal(() -> ireland.listObjectsV2(r -> r.bucket(BUCKET)));
      assertThat(redirect.awsErrorDetails().errorCode()).isEqualTo("PermanentRedirect");
      assertThat(
              redirect
                  .awsErrorDetails()
                  .sdkHttpResponse()
                  .firstMatchingHeader("x-amz-bucket-region"))
          .contains(Clients.OREGON);
      assertThat(Clients.code(() -> virginia.listObjectsV2(r -> r.bucket(BUCKET))))
          .isEqualTo("AuthorizationHeaderMalformed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", Clients.OREGON})
  void aBucketHasTheTagsOfItsCreation(String region) {
    Tag tag = Tag.builder().key("made-by").value("setup").build();
    try (S3Client there = Clients.s3(local, region)) {
      there.createBucket(
          r ->
              r.bucket("tagged")
                  .createBucketConfiguration(
                      c ->
                          c.tags(tag)
                              .locationConstraint(region.equals("us-east-1") ? null : region)));

      assertThat(there.getBucketTagging(r -> r.bucket("tagged")).tagSet()).containsExactly(tag);
    }
  }

  @Test
  void tagsAndTheRulesOfABucketAreKept() {
    assertThat(Clients.code(() -> s3.getBucketTagging(r -> r.bucket(BUCKET))))
        .isEqualTo("NoSuchTagSet");
    Tag tag = Tag.builder().key("made-by").value("setup").build();
    s3.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(tag)));
    assertThat(s3.getBucketTagging(r -> r.bucket(BUCKET)).tagSet()).containsExactly(tag);

    assertThat(Clients.code(() -> s3.getBucketLifecycleConfiguration(r -> r.bucket(BUCKET))))
        .isEqualTo("NoSuchLifecycleConfiguration");
    LifecycleRule rule =
        LifecycleRule.builder()
            .id("abort")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix(""))
            .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(1))
            .build();
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket(BUCKET).lifecycleConfiguration(c -> c.rules(rule)));
    assertThat(s3.getBucketLifecycleConfiguration(r -> r.bucket(BUCKET)).rules())
        .containsExactly(rule);
  }

  @Test
  void aNewBucketIsClosedToThePublicAndEncryptedByS3sKeys() {
    var access = s3.getPublicAccessBlock(r -> r.bucket(BUCKET)).publicAccessBlockConfiguration();
    assertThat(access.blockPublicAcls()).isTrue();
    assertThat(access.restrictPublicBuckets()).isTrue();
    s3.deletePublicAccessBlock(r -> r.bucket(BUCKET));
    assertThat(Clients.code(() -> s3.getPublicAccessBlock(r -> r.bucket(BUCKET))))
        .isEqualTo("NoSuchPublicAccessBlockConfiguration");

    ServerSideEncryptionRule rule =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(
                d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID("alias/k"))
            .build();
    s3.putBucketEncryption(
        r -> r.bucket(BUCKET).serverSideEncryptionConfiguration(c -> c.rules(rule)));
    put("a", new byte[1]);
    var head = s3.headObject(r -> r.bucket(BUCKET).key("a"));
    assertThat(head.serverSideEncryptionAsString()).isEqualTo("aws:kms");
    assertThat(head.ssekmsKeyId()).isEqualTo("alias/k");
  }

  @Test
  void whatIsNotServedIsSaidToBeNotImplemented() {
    assertThat(Clients.code(() -> s3.getBucketVersioning(r -> r.bucket(BUCKET))))
        .isEqualTo("NotImplemented");
    assertThat(
            Clients.code(
                () ->
                    s3.putBucketTagging(
                        r -> r.bucket("no-such").tagging(t -> t.tagSet(List.of())))))
        .isEqualTo("NoSuchBucket");
    assertThat(
            Clients.code(
                () -> s3.createBucket(r -> r.bucket("other").objectLockEnabledForBucket(true))))
        .isEqualTo("NotImplemented");
  }
}
