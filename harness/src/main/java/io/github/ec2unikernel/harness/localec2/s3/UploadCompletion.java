package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredObject;
import io.github.ec2unikernel.harness.localec2.state.StoredPart;
import io.github.ec2unikernel.harness.localec2.state.StoredUpload;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;

/** CompleteMultipartUpload: the parts become an object, without a copy. */
final class UploadCompletion {

  private final ObjectStore store;
  private final Buckets buckets;

  UploadCompletion(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("POST", Level.OBJECT, "uploadId"),
            "s3:PutObject",
            CompleteMultipartUploadRequest.class,
            CompleteMultipartUploadRequest::builder,
            this::complete,
            "UploadId",
            "MultipartUpload",
            "MpuObjectSize",
            "IfNoneMatch"));
  }

  private Response complete(S3Call call, CompleteMultipartUploadRequest request) {
    return store.holding(
        call.bucket(),
        () -> {
          buckets.require(call);
          StoredUpload upload = Uploads.require(store, call, request.uploadId());
          ObjectWriting.refuseExisting(store, call);
          List<StoredPart> all = store.parts(call.bucket(), upload.id()).all();
          List<StoredPart> chosen = new PartChoice(upload, all).of(request.multipartUpload());
          PartsChecksum checksum = PartsChecksum.of(upload, chosen);
          checkWhole(call, request, chosen, checksum);
          StoredObject object =
              new StoredObject(
                  upload.head(),
                  chosen.stream().map(StoredPart::data).toList(),
                  call.caller().now(),
                  checksum.etag(),
                  Map.of(checksum.algorithm().name(), checksum.value()),
                  upload.checksumType());
          ObjectWriting.replace(store, call.bucket(), object);
          // What no part names any more and the object did not take over goes with it.
          Uploads.forget(store, call.bucket(), upload);
          return answer(call, upload, object);
        });
  }

  private static void checkWhole(
      S3Call call,
      CompleteMultipartUploadRequest request,
      List<StoredPart> chosen,
      PartsChecksum checksum) {
    long size = chosen.stream().mapToLong(part -> part.data().size()).sum();
    Long said = request.mpuObjectSize();
    if (said != null && said != size) {
      throw S3Refusals.invalidRequest(
          "The provided 'x-amz-mp-object-size' header value "
              + said
              + " does not match what was computed: "
              + size);
    }
    checksum.check(call.request());
  }

  private static Response answer(S3Call call, StoredUpload upload, StoredObject object) {
    CompleteMultipartUploadResponse.Builder answer =
        CompleteMultipartUploadResponse.builder()
            .location(
                "http://" + call.request().header("Host") + "/" + call.bucket() + "/" + call.key())
            .bucket(call.bucket())
            .key(call.key())
            .eTag(object.etag());
    // Older clients, which name no algorithm, know none of these members.
    if (!upload.algorithm().isEmpty()) {
      answer
          .checksumType(object.checksumType())
          .checksumCRC32(checksum(object, Algorithm.CRC32))
          .checksumCRC32C(checksum(object, Algorithm.CRC32C))
          .checksumCRC64NVME(checksum(object, Algorithm.CRC64NVME))
          .checksumSHA1(checksum(object, Algorithm.SHA1))
          .checksumSHA256(checksum(object, Algorithm.SHA256));
    }
    Response response = RestXmlWriter.document("CompleteMultipartUploadResult", answer.build());
    ObjectWriting.encryption(object.head(), response.headers());
    return response;
  }

  private static @Nullable String checksum(StoredObject object, Algorithm algorithm) {
    return object.checksums().get(algorithm.name());
  }
}
