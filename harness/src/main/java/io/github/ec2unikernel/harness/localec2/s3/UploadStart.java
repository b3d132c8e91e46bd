package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectHead;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredUpload;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/** CreateMultipartUpload and AbortMultipartUpload. */
final class UploadStart {

  static final String FULL = "FULL_OBJECT";
  static final String COMPOSITE = "COMPOSITE";

  private final ObjectStore store;
  private final Buckets buckets;
  private final ObjectHeads heads;

  UploadStart(ObjectStore store, Buckets buckets, ObjectHeads heads) {
    this.store = store;
    this.buckets = buckets;
    this.heads = heads;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("POST", Level.OBJECT, "uploads"),
            "s3:PutObject",
            CreateMultipartUploadRequest.class,
            CreateMultipartUploadRequest::builder,
            this::create,
            ObjectHeads.HONOURED),
        S3Action.of(
            new Place("DELETE", Level.OBJECT, "uploadId"),
            "s3:AbortMultipartUpload",
            AbortMultipartUploadRequest.class,
            AbortMultipartUploadRequest::builder,
            this::abort,
            "UploadId"));
  }

  private Response create(S3Call call, CreateMultipartUploadRequest request) {
    ObjectHead head = heads.of(buckets.require(call), call);
    String algorithm = algorithm(request.checksumAlgorithmAsString());
    String type = type(algorithm, request.checksumTypeAsString());
    String id = UUID.randomUUID().toString().replace("-", "") + Long.toHexString(System.nanoTime());
    StoredUpload upload = new StoredUpload(id, head, call.caller().now(), algorithm, type);
    return store.holding(
        call.bucket(),
        () -> {
          buckets.require(call);
          store.uploads(call.bucket()).put(id, upload);
          Response answer =
              RestXmlWriter.document(
                  "InitiateMultipartUploadResult",
                  CreateMultipartUploadResponse.builder()
                      .bucket(call.bucket())
                      .key(call.key())
                      .uploadId(id)
                      .checksumAlgorithm(algorithm.isEmpty() ? null : algorithm)
                      .checksumType(algorithm.isEmpty() ? null : type)
                      .build());
          ObjectWriting.encryption(head, answer.headers());
          return answer;
        });
  }

  private static String algorithm(@Nullable String wanted) {
    if (wanted == null) {
      return "";
    }
    return Algorithm.find(wanted)
        .map(Algorithm::name)
        .orElseThrow(
            () ->
                S3Refusals.invalidRequest(
                    "Checksum algorithm provided is unsupported. Please try again with any of the"
                        + " valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
  }

  private static String type(String algorithm, @Nullable String wanted) {
    boolean crc64 = algorithm.isEmpty() || algorithm.equals(Algorithm.CRC64NVME.name());
    if (wanted == null) {
      return crc64 ? FULL : COMPOSITE;
    }
    boolean possible =
        wanted.equals(FULL)
            ? crc64 || Algorithm.valueOf(algorithm).combines()
            : wanted.equals(COMPOSITE) && !crc64;
    if (!possible) {
      throw S3Refusals.invalidRequest(
          "The "
              + wanted
              + " checksum type cannot be used with the "
              + algorithm
              + " checksum algorithm.");
    }
    return wanted;
  }

  private Response abort(S3Call call, AbortMultipartUploadRequest request) {
    return store.holding(
        call.bucket(),
        () -> {
          buckets.require(call);
          Uploads.forget(store, call.bucket(), Uploads.require(store, call, request.uploadId()));
          return new Response(204, Map.of(), new byte[0]);
        });
  }
}
