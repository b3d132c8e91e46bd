package io.github.ec2unikernel.harness.localec2.s3;

import com.google.gson.JsonObject;
import io.github.ec2unikernel.harness.localec2.s3.S3Action.Place;
import io.github.ec2unikernel.harness.localec2.s3.S3Target.Level;
import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.state.StoredBucket;
import io.github.ec2unikernel.harness.localec2.wire.JsonWriter;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Region;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.RestXmlWriter;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The making, finding and deleting of buckets. */
final class BucketActions {

  private final ObjectStore store;
  private final Buckets buckets;

  BucketActions(ObjectStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  List<S3Action<?>> actions() {
    return List.of(
        S3Action.of(
            new Place("GET", Level.SERVICE),
            "s3:ListAllMyBuckets",
            ListBucketsRequest.class,
            ListBucketsRequest::builder,
            this::list),
        S3Action.of(
            new Place("PUT", Level.BUCKET),
            "s3:CreateBucket",
            CreateBucketRequest.class,
            CreateBucketRequest::builder,
            this::create,
            "CreateBucketConfiguration.LocationConstraint",
            "CreateBucketConfiguration.Tags"),
        S3Action.of(
            new Place("HEAD", Level.BUCKET),
            "s3:ListBucket",
            HeadBucketRequest.class,
            HeadBucketRequest::builder,
            this::head),
        S3Action.of(
            new Place("GET", Level.BUCKET, "location"),
            "s3:GetBucketLocation",
            GetBucketLocationRequest.class,
            GetBucketLocationRequest::builder,
            this::location),
        S3Action.of(
            new Place("DELETE", Level.BUCKET),
            "s3:DeleteBucket",
            DeleteBucketRequest.class,
            DeleteBucketRequest::builder,
            this::delete));
  }

  private Response list(S3Call call, ListBucketsRequest request) {
    List<Bucket> all =
        store.buckets().all().stream()
            .map(b -> Bucket.builder().name(b.name()).creationDate(b.created()).build())
            .toList();
    return RestXmlWriter.document(
        "ListAllMyBucketsResult",
        ListBucketsResponse.builder().buckets(all).owner(owner()).build());
  }

  /** Returns who owns all buckets; the id is made up, as AWS's is. */
  static Owner owner() {
    return Owner.builder()
        .id("75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a")
        .build();
  }

  private Response create(S3Call call, CreateBucketRequest request) {
    String name = call.bucket();
    BucketName.check(name);
    String region = location(call.caller().region(), request);
    Map<String, JsonObject> settings = settings(request);
    if (Buckets.isForeign(name)) {
      throw new Refusal(
          409,
          "BucketAlreadyExists",
          "The requested bucket name is not available. The bucket namespace is shared by all users"
              + " of the system. Please select a different name and try again.");
    }
    return store.holding(
        name,
        () -> {
          StoredBucket known = store.buckets().find(name).orElse(null);
          boolean again =
              known != null && region.equals(Buckets.FIRST_REGION) && known.region().equals(region);
          if (known != null && !again) {
            throw new Refusal(
                409,
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own"
                    + " it.");
          }
          if (known == null) {
            store
                .buckets()
                .put(name, new StoredBucket(name, region, call.caller().now(), settings));
          }
          return new Response(200, Map.of("Location", "/" + name), new byte[0]);
        });
  }

  /** Returns what a bucket has from its creation on: its tags. */
  private static Map<String, JsonObject> settings(CreateBucketRequest request) {
    var configuration = request.createBucketConfiguration();
    if (configuration == null || configuration.tags().isEmpty()) {
      return Map.of();
    }
    ObjectTags.check(ObjectTags.of(configuration.tags()), BucketTagging.MOST);
    return Map.of(
        BucketTagging.NAME,
        JsonWriter.write(Tagging.builder().tagSet(configuration.tags()).build()));
  }

  /** Returns the region that the bucket is to be in. */
  private static String location(String region, CreateBucketRequest request) {
    var configuration = request.createBucketConfiguration();
    String location = configuration == null ? null : configuration.locationConstraintAsString();
    boolean global = region.equals(Buckets.FIRST_REGION);
    if (location == null) {
      if (!global) {
        throw illegal("unspecified");
      }
      return region;
    }
    // The first region's endpoint makes buckets in all others; itself is not to be said.
    boolean good = Region.find(location).isPresent() && !location.equals(Buckets.FIRST_REGION);
    if (global && !good) {
      throw new Refusal(
          400, "InvalidLocationConstraint", "The specified location-constraint is not valid");
    } else if (!global && !location.equals(region)) {
      throw illegal(location);
    }
    return location;
  }

  private static Refusal illegal(String location) {
    return new Refusal(
        400,
        "IllegalLocationConstraintException",
        "The "
            + location
            + " location constraint is incompatible for the region specific endpoint this request"
            + " was sent to.");
  }

  private Response head(S3Call call, HeadBucketRequest request) {
    StoredBucket bucket = buckets.require(call);
    return new Response(200, Map.of("x-amz-bucket-region", bucket.region()), new byte[0]);
  }

  private Response location(S3Call call, GetBucketLocationRequest request) {
    String region = buckets.requireAnywhere(call).region();
    return RestXmlWriter.text(
        "LocationConstraint", region.equals(Buckets.FIRST_REGION) ? "" : region);
  }

  private Response delete(S3Call call, DeleteBucketRequest request) {
    String name = call.bucket();
    return store.holding(
        name,
        () -> {
          buckets.require(call);
          if (!store.objects(name).all().isEmpty()) {
            throw new Refusal(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
          }
          // S3 aborts the uploads itself.
          store.uploads(name).all().forEach(upload -> Uploads.forget(store, name, upload));
          store.buckets().remove(name);
          return new Response(204, Map.of(), new byte[0]);
        });
  }
}
