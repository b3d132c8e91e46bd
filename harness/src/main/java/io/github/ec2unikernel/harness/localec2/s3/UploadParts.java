package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredPart;
import io.github.ec2unikernel.harness.localec2.state.StoredUpload;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** UploadPart. */
final class UploadParts {

  private static final int LAST = 10_000;

  private final ObjectStore store;
  private final Buckets buckets;
  private final Receiver receiver;

  UploadParts(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
    this.receiver = new Receiver(store);
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.ofContent(
            new Place("PUT", Level.OBJECT, "partNumber", "uploadId"),
            "s3:PutObject",
            UploadPartRequest.class,
            UploadPartRequest::builder,
            this::put,
            "PartNumber",
            "UploadId"));
  }

  private Response put(S3Call call, UploadPartRequest request) {
    buckets.require(call);
    int number = request.partNumber() == null ? 0 : request.partNumber();
    if (number < 1 || number > LAST) {
      throw S3Refusals.invalidArgument(
          "Part number must be an integer between 1 and " + LAST + ", inclusive");
    }
    StoredUpload upload = Uploads.require(store, call, request.uploadId());
    List<Algorithm> wanted =
        Algorithm.find(upload.algorithm().isEmpty() ? "CRC64NVME" : upload.algorithm()).stream()
            .toList();
    return receiver.receive(
        call.request(),
        wanted,
        (file, digests) -> {
          checkAlgorithm(upload, digests);
          return answer(upload, keep(call, request, file, digests), digests);
        });
  }

  private static void checkAlgorithm(StoredUpload upload, Digests digests) {
    boolean composite = upload.checksumType().equals(UploadStart.COMPOSITE);
    boolean other =
        digests.given().isEmpty() ? composite : !digests.given().equals(upload.algorithm());
    if (other && !upload.algorithm().isEmpty()) {
      throw S3Refusals.invalidRequest(
          "Checksum Type mismatch occurred, expected checksum Type: "
              + upload.algorithm().toLowerCase(Locale.ROOT)
              + ", actual checksum Type: "
              + (digests.given().isEmpty() ? "null" : digests.given().toLowerCase(Locale.ROOT)));
    }
  }

  private StoredPart keep(S3Call call, UploadPartRequest request, Path file, Digests digests) {
    String bucket = call.bucket();
    return store.holding(
        bucket,
        () -> {
          buckets.require(call);
          // It may have been aborted or completed while the part came.
          String uploadId = Uploads.require(store, call, request.uploadId()).id();
          String id = ObjectStore.partId(request.partNumber());
          Optional<StoredPart> before = store.parts(bucket, uploadId).find(id);
          StoredPart part =
              new StoredPart(
                  request.partNumber(),
                  store.keep(bucket, file, digests.size()),
                  call.caller().now(),
                  digests.etag(),
                  digests.named());
          store.parts(bucket, uploadId).put(id, part);
          before.ifPresent(old -> store.release(bucket, call.key(), List.of(old.data())));
          return part;
        });
  }

  private static Response answer(StoredUpload upload, StoredPart part, Digests digests) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", part.etag());
    ObjectWriting.encryption(upload.head(), headers);
    Algorithm.find(digests.given())
        .ifPresent(
            given -> headers.put(given.header(), String.valueOf(digests.checksums().get(given))));
    return new Response(200, headers, new byte[0]);
  }
}
