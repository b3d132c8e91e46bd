package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredPart;
import io.github.ec2unikernel.harness.localec2.state.StoredUpload;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** ListMultipartUploads and ListParts. */
final class UploadListing {

  private static final int MOST = 1000;
  private static final Comparator<StoredUpload> ORDER =
      Comparator.<StoredUpload, String>comparing(upload -> upload.head().key())
          .thenComparing(StoredUpload::id);

  private final ObjectStore store;
  private final Buckets buckets;

  UploadListing(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("GET", Level.BUCKET, "uploads"),
            "s3:ListBucketMultipartUploads",
            ListMultipartUploadsRequest.class,
            ListMultipartUploadsRequest::builder,
            this::uploads,
            "Prefix",
            "KeyMarker",
            "UploadIdMarker",
            "MaxUploads",
            "EncodingType"),
        S3Action.of(
            new Place("GET", Level.OBJECT, "uploadId"),
            "s3:ListMultipartUploadParts",
            ListPartsRequest.class,
            ListPartsRequest::builder,
            this::parts,
            "UploadId",
            "MaxParts",
            "PartNumberMarker"));
  }

  private Response uploads(S3Call call, ListMultipartUploadsRequest request) {
    buckets.require(call);
    String prefix = request.prefix() == null ? "" : request.prefix();
    int most = most(request.maxUploads());
    boolean url = request.encodingType() != null;
    List<StoredUpload> all =
        store.uploads(call.bucket()).all().stream()
            .filter(upload -> upload.head().key().startsWith(prefix))
            .filter(upload -> isAfter(upload, request.keyMarker(), request.uploadIdMarker()))
            .sorted(ORDER)
            .toList();
    List<StoredUpload> page = all.subList(0, Math.min(most, all.size()));
    boolean truncated = !page.isEmpty() && page.size() < all.size();
    StoredUpload last = truncated ? page.get(page.size() - 1) : null;
    return RestXmlWriter.document(
        "ListMultipartUploadsResult",
        ListMultipartUploadsResponse.builder()
            .bucket(call.bucket())
            .keyMarker(request.keyMarker())
            .uploadIdMarker(request.uploadIdMarker())
            .nextKeyMarker(last == null ? null : encode(last.head().key(), url))
            .nextUploadIdMarker(last == null ? null : last.id())
            .prefix(encode(prefix, url))
            .encodingType(request.encodingTypeAsString())
            .maxUploads(most)
            .isTruncated(truncated)
            .uploads(page.stream().map(upload -> describe(upload, url)).toList())
            .build());
  }

  private static boolean isAfter(
      StoredUpload upload, @Nullable String key, @Nullable String uploadId) {
    if (key == null) {
      return true;
    }
    int order = upload.head().key().compareTo(key);
    return order > 0 || (order == 0 && uploadId != null && upload.id().compareTo(uploadId) > 0);
  }

  private static MultipartUpload describe(StoredUpload upload, boolean url) {
    return MultipartUpload.builder()
        .key(encode(upload.head().key(), url))
        .uploadId(upload.id())
        .initiated(upload.initiated())
        .storageClass("STANDARD")
        .owner(BucketActions.owner())
        .checksumAlgorithm(upload.algorithm().isEmpty() ? null : upload.algorithm())
        .build();
  }

  private static String encode(String text, boolean url) {
    return url ? UriText.encode(text, false) : text;
  }

  private Response parts(S3Call call, ListPartsRequest request) {
    buckets.require(call);
    StoredUpload upload = Uploads.require(store, call, request.uploadId());
    int after = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
    int most = most(request.maxParts());
    List<StoredPart> all =
        store.parts(call.bucket(), upload.id()).all().stream()
            .filter(part -> part.number() > after)
            .toList();
    List<StoredPart> page = all.subList(0, Math.min(most, all.size()));
    boolean truncated = !page.isEmpty() && page.size() < all.size();
    return RestXmlWriter.document(
        "ListPartsResult",
        ListPartsResponse.builder()
            .bucket(call.bucket())
            .key(call.key())
            .uploadId(upload.id())
            .partNumberMarker(after)
            .nextPartNumberMarker(page.isEmpty() ? 0 : page.get(page.size() - 1).number())
            .maxParts(most)
            .isTruncated(truncated)
            .parts(page.stream().map(part -> describe(upload, part)).toList())
            .owner(BucketActions.owner())
            .storageClass("STANDARD")
            .checksumAlgorithm(upload.algorithm().isEmpty() ? null : upload.algorithm())
            .build());
  }

  private static Part describe(StoredUpload upload, StoredPart part) {
    Part.Builder builder =
        Part.builder()
            .partNumber(part.number())
            .lastModified(part.modified())
            .eTag(part.etag())
            .size(part.data().size());
    String checksum = part.checksums().get(upload.algorithm());
    return switch (upload.algorithm()) {
      case "CRC32" -> builder.checksumCRC32(checksum).build();
      case "CRC32C" -> builder.checksumCRC32C(checksum).build();
      case "CRC64NVME" -> builder.checksumCRC64NVME(checksum).build();
      case "SHA1" -> builder.checksumSHA1(checksum).build();
      case "SHA256" -> builder.checksumSHA256(checksum).build();
      default -> builder.build();
    };
  }

  private static int most(@Nullable Integer wanted) {
    if (wanted != null && wanted < 0) {
      throw S3Refusals.invalidArgument("The largest number of results is " + wanted);
    }
    return wanted == null ? MOST : Math.min(wanted, MOST);
  }
}
