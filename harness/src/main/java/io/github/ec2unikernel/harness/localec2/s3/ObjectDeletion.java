package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredObject;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** DeleteObject and DeleteObjects; deleting what is not there succeeds. */
final class ObjectDeletion {

  private static final int MOST = 1000;

  private final ObjectStore store;
  private final Buckets buckets;

  ObjectDeletion(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("DELETE", Level.OBJECT),
            "s3:DeleteObject",
            DeleteObjectRequest.class,
            DeleteObjectRequest::builder,
            this::delete),
        S3Action.of(
            new Place("POST", Level.BUCKET, "delete"),
            "s3:DeleteObject",
            DeleteObjectsRequest.class,
            DeleteObjectsRequest::builder,
            this::deleteAll,
            "Delete.Objects.Key",
            "Delete.Quiet"));
  }

  private Response delete(S3Call call, DeleteObjectRequest request) {
    delete(call, List.of(call.key()));
    return new Response(204, Map.of(), new byte[0]);
  }

  private Response deleteAll(S3Call call, DeleteObjectsRequest request) {
    Delete delete = request.delete();
    if (delete == null || delete.objects().isEmpty() || delete.objects().size() > MOST) {
      throw S3Refusals.malformedXml();
    }
    Map<Boolean, List<String>> byRight =
        delete.objects().stream()
            .map(ObjectIdentifier::key)
            .collect(Collectors.partitioningBy(k -> call.mayOnObject("s3:DeleteObject", k)));
    List<String> keys = byRight.getOrDefault(true, List.of());
    delete(call, keys);
    DeleteObjectsResponse.Builder answer = DeleteObjectsResponse.builder();
    answer.errors(
        byRight.getOrDefault(false, List.of()).stream().map(ObjectDeletion::denied).toList());
    if (!Boolean.TRUE.equals(delete.quiet())) {
      answer.deleted(keys.stream().map(k -> DeletedObject.builder().key(k).build()).toList());
    }
    return RestXmlWriter.document("DeleteResult", answer.build());
  }

  private static S3Error denied(String key) {
    Refusal words = S3Refusals.accessDenied();
    return S3Error.builder().key(key).code(words.code()).message(words.text()).build();
  }

  private void delete(S3Call call, List<String> keys) {
    store.holding(
        call.bucket(),
        () -> {
          buckets.require(call);
          for (String key : keys) {
            String id = ObjectStore.objectId(key);
            Optional<StoredObject> object = store.objects(call.bucket()).find(id);
            store.objects(call.bucket()).remove(id);
            object.ifPresent(gone -> store.release(call.bucket(), key, gone.data()));
          }
          return keys;
        });
  }
}
