package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.List;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;

/** Which public access to buckets is blocked: all, since 2023, for one that is new. */
final class BucketAccess {

  private static final String NAME = "publicAccessBlock";

  private static final PublicAccessBlockConfiguration ALL = configuration(true);
  private static final PublicAccessBlockConfiguration NONE = configuration(false);

  private final BucketSettings settings;

  BucketAccess(ObjectStore store, Buckets buckets) {
    settings = new BucketSettings(store, buckets, NAME);
    this.buckets = buckets;
  }

  private final Buckets buckets;

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("PUT", Level.BUCKET, NAME),
            "s3:PutBucketPublicAccessBlock",
            PutPublicAccessBlockRequest.class,
            PutPublicAccessBlockRequest::builder,
            (call, request) -> settings.put(call, request.publicAccessBlockConfiguration()),
            "PublicAccessBlockConfiguration"),
        S3Action.of(
            new Place("GET", Level.BUCKET, NAME),
            "s3:GetBucketPublicAccessBlock",
            GetPublicAccessBlockRequest.class,
            GetPublicAccessBlockRequest::builder,
            this::get),
        S3Action.of(
            new Place("DELETE", Level.BUCKET, NAME),
            "s3:PutBucketPublicAccessBlock",
            DeletePublicAccessBlockRequest.class,
            DeletePublicAccessBlockRequest::builder,
            this::delete));
  }

  private Response get(S3Call call, GetPublicAccessBlockRequest request) {
    PublicAccessBlockConfiguration configuration =
        settings
            .find(
                buckets.require(call),
                PublicAccessBlockConfiguration.builder(),
                PublicAccessBlockConfiguration.class)
            .orElse(ALL);
    if (configuration.equals(NONE)) {
      throw new Refusal(
          404,
          "NoSuchPublicAccessBlockConfiguration",
          "The public access block configuration was not found");
    }
    return RestXmlWriter.document(
        "PublicAccessBlockConfiguration",
        GetPublicAccessBlockResponse.builder()
            .publicAccessBlockConfiguration(configuration)
            .build());
  }

  private Response delete(S3Call call, DeletePublicAccessBlockRequest request) {
    Response done = settings.put(call, NONE);
    return new Response(204, done.headers(), done.body());
  }

  private static PublicAccessBlockConfiguration configuration(boolean blocked) {
    return PublicAccessBlockConfiguration.builder()
        .blockPublicAcls(blocked)
        .ignorePublicAcls(blocked)
        .blockPublicPolicy(blocked)
        .restrictPublicBuckets(blocked)
        .build();
  }
}
