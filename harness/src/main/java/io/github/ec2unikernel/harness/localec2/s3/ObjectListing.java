package io.github.ec2unikernel.harness.localec2.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredObject;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** ListObjectsV2. */
final class ObjectListing {

  private static final int MOST = 1000;
  private static final Comparator<String> BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private final ObjectStore store;
  private final Buckets buckets;

  ObjectListing(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("GET", Level.BUCKET, "list-type=2"),
            "s3:ListBucket",
            ListObjectsV2Request.class,
            ListObjectsV2Request::builder,
            this::list,
            "Delimiter",
            "EncodingType",
            "MaxKeys",
            "Prefix",
            "ContinuationToken",
            "FetchOwner",
            "StartAfter"));
  }

  private Response list(S3Call call, ListObjectsV2Request request) {
    buckets.require(call);
    String prefix = request.prefix() == null ? "" : request.prefix();
    int most = request.maxKeys() == null ? MOST : Math.min(request.maxKeys(), MOST);
    if (most < 0) {
      throw S3Refusals.invalidArgument(
          "Argument maxKeys must be an integer between 0 and 2147483647");
    }
    String after = after(request);
    List<S3Object> contents = new ArrayList<>();
    Set<String> prefixes = new LinkedHashSet<>();
    String last = "";
    boolean truncated = false;
    for (StoredObject object : sorted(call, prefix)) {
      String group = group(object.key(), prefix, request.delimiter());
      String name = group == null ? object.key() : group;
      if ((after != null && BYTES.compare(name, after) <= 0) || prefixes.contains(name)) {
        continue;
      }
      if (contents.size() + prefixes.size() == most) {
        truncated = most > 0;
        break;
      }
      if (group == null) {
        contents.add(describe(object, request));
      } else {
        prefixes.add(group);
      }
      last = name;
    }
    return RestXmlWriter.document(
        "ListBucketResult",
        ListObjectsV2Response.builder()
            .name(call.bucket())
            .prefix(encode(prefix, request))
            .delimiter(encode(request.delimiter(), request))
            .encodingType(request.encodingType())
            .maxKeys(most)
            .keyCount(contents.size() + prefixes.size())
            .isTruncated(truncated)
            .continuationToken(request.continuationToken())
            .startAfter(encode(request.startAfter(), request))
            .nextContinuationToken(truncated ? token(last) : null)
            .contents(contents)
            .commonPrefixes(
                prefixes.stream()
                    .map(p -> CommonPrefix.builder().prefix(encode(p, request)).build())
                    .toList())
            .build());
  }

  private List<StoredObject> sorted(S3Call call, String prefix) {
    return store.objects(call.bucket()).all().stream()
        .filter(object -> object.key().startsWith(prefix))
        .sorted(Comparator.comparing(StoredObject::key, BYTES))
        .toList();
  }

  private static @Nullable String group(String key, String prefix, @Nullable String delimiter) {
    int at =
        delimiter == null || delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    return at < 0 ? null : key.substring(0, at + String.valueOf(delimiter).length());
  }

  private static S3Object describe(StoredObject object, ListObjectsV2Request request) {
    return S3Object.builder()
        .key(encode(object.key(), request))
        .lastModified(object.modified())
        .eTag(object.etag())
        .size(object.size())
        .storageClass("STANDARD")
        .checksumAlgorithmWithStrings(object.checksums().keySet())
        .owner(Boolean.TRUE.equals(request.fetchOwner()) ? BucketActions.owner() : null)
        .build();
  }

  private static @Nullable String encode(@Nullable String text, ListObjectsV2Request request) {
    if (request.encodingType() == null || text == null) {
      return text;
    }
    if (!request.encodingTypeAsString().equals("url")) {
      throw S3Refusals.invalidArgument("Invalid Encoding Method specified in Request");
    }
    return UriText.encode(text, false);
  }

  private static @Nullable String after(ListObjectsV2Request request) {
    if (request.continuationToken() == null) {
      return request.startAfter();
    }
    try {
      return new String(Base64.getUrlDecoder().decode(request.continuationToken()), UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Refusals.invalidArgument("The continuation token provided is incorrect");
    }
  }

  private static String token(String last) {
    return Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8));
  }
}
