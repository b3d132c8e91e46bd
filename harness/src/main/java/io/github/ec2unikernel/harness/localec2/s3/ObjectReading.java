package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredObject;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** GetObject and HeadObject. */
final class ObjectReading {

  private final ObjectStore store;
  private final Buckets buckets;

  ObjectReading(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("GET", Level.OBJECT),
            "s3:GetObject",
            GetObjectRequest.class,
            GetObjectRequest::builder,
            (call, request) -> get(call),
            "Range",
            "IfMatch",
            "ChecksumMode"),
        S3Action.of(
            new Place("HEAD", Level.OBJECT),
            "s3:GetObject",
            HeadObjectRequest.class,
            HeadObjectRequest::builder,
            (call, request) -> head(call),
            "Range",
            "IfMatch",
            "ChecksumMode"));
  }

  private Response get(S3Call call) {
    // Held until its files are open, so that no one deletes them in between.
    return store.holding(
        call.bucket(),
        () -> {
          StoredObject object = find(call);
          ByteRange range = ByteRange.of(call.request().header("Range"), object.size());
          return Response.of(
              range.whole() ? 200 : 206,
              headers(call, object, range),
              new Response.Content(
                  range.length(),
                  new LimitedInput(
                      store.open(call.bucket(), object.data(), range.from()), range.length())));
        });
  }

  private Response head(S3Call call) {
    StoredObject object = find(call);
    ByteRange range = ByteRange.of(call.request().header("Range"), object.size());
    Map<String, String> headers = headers(call, object, range);
    headers.put("Content-Length", String.valueOf(range.length()));
    return new Response(range.whole() ? 200 : 206, headers, new byte[0]);
  }

  private StoredObject find(S3Call call) {
    buckets.require(call);
    StoredObject object =
        store
            .objects(call.bucket())
            .find(ObjectStore.objectId(call.key()))
            .orElseThrow(S3Refusals::noSuchKey);
    String wanted = call.request().header("If-Match");
    if (wanted != null
        && !wanted.equals("*")
        && !wanted.replace("\"", "").equals(object.etag().replace("\"", ""))) {
      throw S3Refusals.preconditionFailed();
    }
    return object;
  }

  private static Map<String, String> headers(S3Call call, StoredObject object, ByteRange range) {
    Map<String, String> headers = new LinkedHashMap<>(object.head().headers());
    headers.put("ETag", object.etag());
    headers.put("Last-Modified", RestXmlWriter.date(object.modified()));
    headers.put("accept-ranges", "bytes");
    if (!object.head().tags().isEmpty()) {
      headers.put("x-amz-tagging-count", String.valueOf(object.head().tags().size()));
    }
    if (!range.whole()) {
      headers.put("Content-Range", range.header(object.size()));
    } else if ("ENABLED".equals(call.request().header("x-amz-checksum-mode"))) {
      object
          .checksums()
          .forEach((name, value) -> headers.put(Algorithm.valueOf(name).header(), value));
      headers.put("x-amz-checksum-type", object.checksumType());
    }
    return headers;
  }
}
