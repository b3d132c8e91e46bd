package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

/** The rules by which S3 deletes by itself; they are kept here and never carried out. */
final class BucketLifecycle {

  private static final String NAME = "lifecycle";

  private final BucketSettings settings;

  BucketLifecycle(ObjectStore store, Buckets buckets) {
    settings = new BucketSettings(store, buckets, NAME);
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("PUT", Level.BUCKET, NAME),
            "s3:PutLifecycleConfiguration",
            PutBucketLifecycleConfigurationRequest.class,
            PutBucketLifecycleConfigurationRequest::builder,
            this::put,
            "LifecycleConfiguration.Rules.ID",
            "LifecycleConfiguration.Rules.Status",
            "LifecycleConfiguration.Rules.Prefix",
            "LifecycleConfiguration.Rules.Filter.Prefix",
            "LifecycleConfiguration.Rules.Expiration.Days",
            "LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload"),
        S3Action.of(
            new Place("GET", Level.BUCKET, NAME),
            "s3:GetLifecycleConfiguration",
            GetBucketLifecycleConfigurationRequest.class,
            GetBucketLifecycleConfigurationRequest::builder,
            this::get),
        S3Action.of(
            new Place("DELETE", Level.BUCKET, NAME),
            "s3:PutLifecycleConfiguration",
            DeleteBucketLifecycleRequest.class,
            DeleteBucketLifecycleRequest::builder,
            (call, request) -> settings.delete(call)));
  }

  private Response put(S3Call call, PutBucketLifecycleConfigurationRequest request) {
    BucketLifecycleConfiguration configuration = request.lifecycleConfiguration();
    if (configuration == null || configuration.rules().isEmpty()) {
      throw S3Refusals.malformedXml();
    }
    Set<String> ids = new HashSet<>();
    for (LifecycleRule rule : configuration.rules()) {
      check(rule);
      if (rule.id() != null && !ids.add(rule.id())) {
        throw S3Refusals.invalidArgument(
            "Rule ID must be unique. Found same ID for more than one rule");
      }
    }
    return settings.put(call, configuration);
  }

  // Of the two ways to say a prefix the older one is still taken by AWS.
  @SuppressWarnings("deprecation")
  private static void check(LifecycleRule rule) {
    boolean placed = (rule.filter() == null) != (rule.prefix() == null);
    boolean known = Set.of("Enabled", "Disabled").contains(String.valueOf(rule.statusAsString()));
    if (!placed || !known) {
      throw S3Refusals.malformedXml();
    }
    if (rule.expiration() == null && rule.abortIncompleteMultipartUpload() == null) {
      throw S3Refusals.invalidRequest("At least one action needs to be specified in a rule");
    }
    requirePositive(rule.expiration() == null ? 1 : rule.expiration().days(), "Expiration");
    requirePositive(
        rule.abortIncompleteMultipartUpload() == null
            ? 1
            : rule.abortIncompleteMultipartUpload().daysAfterInitiation(),
        "AbortIncompleteMultipartUpload");
  }

  private static void requirePositive(@Nullable Integer days, String action) {
    if (days == null || days < 1) {
      throw S3Refusals.invalidArgument(
          "'Days' for " + action + " action must be a positive integer");
    }
  }

  private Response get(S3Call call, GetBucketLifecycleConfigurationRequest request) {
    BucketLifecycleConfiguration configuration =
        settings.get(
            call,
            BucketLifecycleConfiguration.builder(),
            BucketLifecycleConfiguration.class,
            new Refusal(
                404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"));
    return RestXmlWriter.document(
        "LifecycleConfiguration",
        GetBucketLifecycleConfigurationResponse.builder().rules(configuration.rules()).build());
  }
}
