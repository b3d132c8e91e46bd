package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.List;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The tags of buckets. */
final class BucketTagging {

  static final String NAME = "tagging";
  static final int MOST = 50;

  private final BucketSettings settings;

  BucketTagging(ObjectStore store, Buckets buckets) {
    settings = new BucketSettings(store, buckets, NAME);
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("PUT", Level.BUCKET, NAME),
            "s3:PutBucketTagging",
            PutBucketTaggingRequest.class,
            PutBucketTaggingRequest::builder,
            this::put,
            "Tagging"),
        S3Action.of(
            new Place("GET", Level.BUCKET, NAME),
            "s3:GetBucketTagging",
            GetBucketTaggingRequest.class,
            GetBucketTaggingRequest::builder,
            this::get),
        S3Action.of(
            new Place("DELETE", Level.BUCKET, NAME),
            "s3:PutBucketTagging",
            DeleteBucketTaggingRequest.class,
            DeleteBucketTaggingRequest::builder,
            (call, request) -> settings.delete(call)));
  }

  private Response put(S3Call call, PutBucketTaggingRequest request) {
    Tagging tagging = request.tagging();
    if (tagging != null) {
      ObjectTags.check(ObjectTags.of(tagging.tagSet()), MOST);
    }
    Response done = settings.put(call, tagging);
    return new Response(204, done.headers(), done.body());
  }

  private Response get(S3Call call, GetBucketTaggingRequest request) {
    Tagging tagging =
        settings.get(
            call,
            Tagging.builder(),
            Tagging.class,
            new Refusal(404, "NoSuchTagSet", "The TagSet does not exist"));
    return RestXmlWriter.document(
        "Tagging", GetBucketTaggingResponse.builder().tagSet(tagging.tagSet()).build());
  }
}
