package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredObject;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;

/** The tags of objects. */
final class ObjectTagging {

  private static final String NAME = "tagging";

  private final ObjectStore store;
  private final Buckets buckets;

  ObjectTagging(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("PUT", Level.OBJECT, NAME),
            "s3:PutObjectTagging",
            PutObjectTaggingRequest.class,
            PutObjectTaggingRequest::builder,
            this::put,
            "Tagging"),
        S3Action.of(
            new Place("GET", Level.OBJECT, NAME),
            "s3:GetObjectTagging",
            GetObjectTaggingRequest.class,
            GetObjectTaggingRequest::builder,
            this::get),
        S3Action.of(
            new Place("DELETE", Level.OBJECT, NAME),
            "s3:DeleteObjectTagging",
            DeleteObjectTaggingRequest.class,
            DeleteObjectTaggingRequest::builder,
            (call, request) -> change(call, 204, Map.of())));
  }

  private Response put(S3Call call, PutObjectTaggingRequest request) {
    if (request.tagging() == null) {
      throw S3Refusals.malformedXml();
    }
    Map<String, String> tags = ObjectTags.of(request.tagging().tagSet());
    ObjectTags.check(tags, ObjectTags.MOST);
    return change(call, 200, tags);
  }

  private Response get(S3Call call, GetObjectTaggingRequest request) {
    buckets.require(call);
    return RestXmlWriter.document(
        "Tagging",
        GetObjectTaggingResponse.builder()
            .tagSet(ObjectTags.toList(find(call).head().tags()))
            .build());
  }

  private Response change(S3Call call, int status, Map<String, String> tags) {
    return store.holding(
        call.bucket(),
        () -> {
          buckets.require(call);
          StoredObject changed = find(call).withTags(tags);
          store.objects(call.bucket()).put(ObjectStore.objectId(call.key()), changed);
          return new Response(status, Map.of(), new byte[0]);
        });
  }

  private StoredObject find(S3Call call) {
    return store
        .objects(call.bucket())
        .find(ObjectStore.objectId(call.key()))
        .orElseThrow(S3Refusals::noSuchKey);
  }
}
