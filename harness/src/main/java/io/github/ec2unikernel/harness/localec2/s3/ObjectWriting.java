package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectHead;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredBucket;
import io.github.ec2unikernel.harness.localec2.state.StoredData;
import io.github.ec2unikernel.harness.localec2.state.StoredObject;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** PutObject, and how an object takes the place of another. */
final class ObjectWriting {

  private static final String FULL = "FULL_OBJECT";

  private final ObjectStore store;
  private final Buckets buckets;
  private final ObjectHeads heads;
  private final Receiver receiver;

  ObjectWriting(ObjectStore store, Buckets buckets, ObjectHeads heads) {
    this.store = store;
    this.buckets = buckets;
    this.heads = heads;
    this.receiver = new Receiver(store);
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.ofContent(
            new Place("PUT", Level.OBJECT),
            "s3:PutObject",
            PutObjectRequest.class,
            PutObjectRequest::builder,
            this::put,
            ObjectHeads.HONOURED));
  }

  private Response put(S3Call call, PutObjectRequest request) {
    StoredBucket bucket = buckets.require(call);
    ObjectHead head = heads.of(bucket, call);
    // What S3 computes by itself.
    List<Algorithm> wanted =
        ContentCheck.isChecksummed(call.request()) ? List.of() : List.of(Algorithm.CRC64NVME);
    return receiver.receive(
        call.request(),
        wanted,
        (file, digests) -> answer(store(call, head, file, digests), !digests.given().isEmpty()));
  }

  private StoredObject store(S3Call call, ObjectHead head, Path file, Digests digests) {
    return store.holding(
        call.bucket(),
        () -> {
          buckets.require(call);
          refuseExisting(store, call);
          StoredData data = store.keep(call.bucket(), file, digests.size());
          StoredObject object =
              new StoredObject(
                  head, List.of(data), call.caller().now(), digests.etag(), digests.named(), FULL);
          replace(store, call.bucket(), object);
          return object;
        });
  }

  /** Refuses to write over an object when the request says so. */
  static void refuseExisting(ObjectStore store, S3Call call) {
    String condition = call.request().header("If-None-Match");
    if (condition == null) {
      return;
    }
    if (!condition.equals("*")) {
      throw S3Refusals.invalidArgument("If-None-Match must be * here");
    }
    if (store.objects(call.bucket()).find(ObjectStore.objectId(call.key())).isPresent()) {
      throw S3Refusals.preconditionFailed();
    }
  }

  /** Makes an object the one of its key; the caller holds the bucket. */
  static void replace(ObjectStore store, String bucket, StoredObject object) {
    String id = ObjectStore.objectId(object.key());
    Optional<StoredObject> before = store.objects(bucket).find(id);
    store.objects(bucket).put(id, object);
    before.ifPresent(old -> store.release(bucket, object.key(), old.data()));
  }

  private static Response answer(StoredObject object, boolean checksummed) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", object.etag());
    encryption(object.head(), headers);
    if (checksummed) {
      object
          .checksums()
          .forEach((name, value) -> headers.put(Algorithm.valueOf(name).header(), value));
      headers.put("x-amz-checksum-type", object.checksumType());
    }
    return new Response(200, headers, new byte[0]);
  }

  /** Adds the headers that tell how something is encrypted. */
  static void encryption(ObjectHead head, Map<String, String> headers) {
    head.headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith("x-amz-server-side-encryption")) {
                headers.put(name, value);
              }
            });
  }
}
