package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredBucket;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** How objects are encrypted: by S3's own keys, unless the bucket or the object says otherwise. */
final class BucketEncryption {

  private static final String NAME = "encryption";
  private static final String HEADER = "x-amz-server-side-encryption";
  private static final String KEY_HEADER = "x-amz-server-side-encryption-aws-kms-key-id";
  private static final String OWN_KEYS = "AES256";
  private static final String KMS = "aws:kms";

  private final BucketSettings settings;
  private final Buckets buckets;

  BucketEncryption(ObjectStore store, Buckets buckets) {
    this.settings = new BucketSettings(store, buckets, NAME);
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("PUT", Level.BUCKET, NAME),
            "s3:PutEncryptionConfiguration",
            PutBucketEncryptionRequest.class,
            PutBucketEncryptionRequest::builder,
            this::put,
            "ServerSideEncryptionConfiguration"),
        S3Action.of(
            new Place("GET", Level.BUCKET, NAME),
            "s3:GetEncryptionConfiguration",
            GetBucketEncryptionRequest.class,
            GetBucketEncryptionRequest::builder,
            (call, request) ->
                RestXmlWriter.document(
                    "ServerSideEncryptionConfiguration",
                    GetBucketEncryptionResponse.builder()
                        .serverSideEncryptionConfiguration(of(buckets.require(call)))
                        .build())),
        S3Action.of(
            new Place("DELETE", Level.BUCKET, NAME),
            "s3:PutEncryptionConfiguration",
            DeleteBucketEncryptionRequest.class,
            DeleteBucketEncryptionRequest::builder,
            (call, request) -> settings.delete(call)));
  }

  private Response put(S3Call call, PutBucketEncryptionRequest request) {
    ServerSideEncryptionConfiguration wanted = request.serverSideEncryptionConfiguration();
    if (wanted == null
        || wanted.rules().size() != 1
        || wanted.rules().get(0).applyServerSideEncryptionByDefault() == null) {
      throw S3Refusals.malformedXml();
    }
    ServerSideEncryptionByDefault rule = wanted.rules().get(0).applyServerSideEncryptionByDefault();
    check(rule.sseAlgorithmAsString(), rule.kmsMasterKeyID());
    return settings.put(call, wanted);
  }

  private ServerSideEncryptionConfiguration of(StoredBucket bucket) {
    return settings
        .find(
            bucket,
            ServerSideEncryptionConfiguration.builder(),
            ServerSideEncryptionConfiguration.class)
        .orElse(
            ServerSideEncryptionConfiguration.builder()
                .rules(
                    ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm(OWN_KEYS))
                        .bucketKeyEnabled(false)
                        .build())
                .build());
  }

  /** Returns the headers that tell how a new object of the bucket is encrypted. */
  Map<String, String> headers(StoredBucket bucket, Request request) {
    String algorithm = request.header(HEADER);
    String key = request.header(KEY_HEADER);
    check(algorithm == null ? OWN_KEYS : algorithm, key);
    if (algorithm == null) {
      ServerSideEncryptionByDefault rule =
          of(bucket).rules().get(0).applyServerSideEncryptionByDefault();
      algorithm = rule.sseAlgorithmAsString();
      key = rule.kmsMasterKeyID();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HEADER, algorithm);
    if (key != null) {
      headers.put(KEY_HEADER, key);
    }
    return headers;
  }

  private static void check(@Nullable String algorithm, @Nullable String key) {
    if (!OWN_KEYS.equals(algorithm) && !KMS.equals(algorithm)) {
      throw S3Refusals.invalidArgument("The encryption method specified is not supported");
    }
    if (key != null && !KMS.equals(algorithm)) {
      throw S3Refusals.invalidArgument(
          "Server Side Encryption with AWS KMS managed key requires HTTP header"
              + " x-amz-server-side-encryption : aws:kms");
    }
  }
}
