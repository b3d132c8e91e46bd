package io.github.ec2unikernel.harness.localec2.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ec2unikernel.harness.localec2.state.ObjectStore;
import io.github.ec2unikernel.harness.localec2.wire.Refusal;
import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.Response;
import io.github.ec2unikernel.harness.localec2.wire.Service;
import io.github.ec2unikernel.harness.localec2.wire.SignatureProblem;
import io.github.ec2unikernel.harness.localec2.wire.XmlWriter;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** S3 with its table of actions; what is not in it is {@code NotImplemented}. */
public final class S3Service implements Service {

  private static final long LARGEST_DOCUMENT = 2L << 20;

  /** Actions whose document S3 only takes with its MD5 or a checksum. */
  private static final Set<String> CHECKED =
      Set.of(
          "DeleteObjects",
          "PutBucketTagging",
          "PutBucketLifecycleConfiguration",
          "PutBucketEncryption",
          "PutPublicAccessBlock",
          "PutObjectTagging");

  private final S3Rights rights;
  private final List<S3Action<?>> actions;

  /** Creates the service over what is stored. */
  public S3Service(ObjectStore store) {
    rights = new S3Rights(store);
    Buckets buckets = new Buckets(store);
    BucketEncryption encryption = new BucketEncryption(store, buckets);
    ObjectHeads heads = new ObjectHeads(encryption);
    actions =
        Stream.of(
                new BucketActions(store, buckets).actions(),
                new BucketTagging(store, buckets).actions(),
                new BucketAccess(store, buckets).actions(),
                new BucketLifecycle(store, buckets).actions(),
                encryption.actions(),
                new ObjectWriting(store, buckets, heads).actions(),
                new ObjectReading(store, buckets).actions(),
                new ObjectDeletion(store, buckets).actions(),
                new ObjectTagging(store, buckets).actions(),
                new ObjectListing(store, buckets).actions(),
                new UploadStart(store, buckets, heads).actions(),
                new UploadParts(store, buckets).actions(),
                new UploadListing(store, buckets).actions(),
                new UploadCompletion(store, buckets).actions())
            .<S3Action<?>>flatMap(List::stream)
            .sorted(Comparator.comparing(action -> -action.selectors().size()))
            .toList();
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public Set<String> actions() {
    return actions.stream().map(action -> action.name()).collect(Collectors.toSet());
  }

  @Override
  public Invocation read(Request request) {
    S3Target target = S3Target.of(request);
    Map<String, String> query = request.queryParameters();
    S3Action<?> action =
        actions.stream()
            .filter(one -> one.matches(request, target, query))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        501,
                        "NotImplemented",
                        "There is no "
                            + request.method()
                            + " "
                            + request.path()
                            + " with the query '"
                            + request.query()
                            + "' in the local EC2."));
    return S3Invocation.of(rights, action, target, request, document(action, request));
  }

  private static String document(S3Action<?> action, Request request) {
    if (action.content()) {
      return "";
    }
    if (CHECKED.contains(action.name()) && !ContentCheck.isPossible(request)) {
      throw S3Refusals.invalidRequest("Missing required header for this request: Content-MD5");
    }
    // The checksums of CompleteMultipartUpload are the object's, not the document's.
    boolean own = !action.name().equals("CompleteMultipartUpload");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (request.method().equals("PUT") || request.method().equals("POST")) {
      ContentCheck.copyDocument(request, own, LARGEST_DOCUMENT, out);
    }
    return out.toString(UTF_8);
  }

  @Override
  public Refusal unauthenticated(SignatureProblem problem, String detail) {
    return switch (problem) {
      case MISSING -> S3Refusals.accessDenied();
      case INCOMPLETE ->
          S3Refusals.invalidRequest("Missing required header for this request: " + detail);
      case UNKNOWN_KEY ->
          new Refusal(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.");
      case EXPIRED ->
          new Refusal(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large: "
                  + detail);
      case SCOPE ->
          new Refusal(400, "AuthorizationHeaderMalformed", "The authorization header: " + detail);
      case MISMATCH ->
          new Refusal(
              403,
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match the signature you provided."
                  + " Check your key and signing method.");
    };
  }

  @Override
  public Refusal unauthorized(String action) {
    return S3Refusals.accessDenied();
  }

  @Override
  public Refusal expired() {
    return new Refusal(400, "ExpiredToken", "The provided token has expired.");
  }

  @Override
  public Refusal throttled() {
    return new Refusal(503, "SlowDown", "Please reduce your request rate.");
  }

  @Override
  public Refusal internal(Throwable cause) {
    return new Refusal(
        500, "InternalError", "We encountered an internal error. Please try again: " + cause);
  }

  @Override
  public Response write(Refusal refusal, String requestId) {
    Map<String, String> elements = new LinkedHashMap<>();
    elements.put("Code", refusal.code());
    elements.put("Message", refusal.text());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/xml");
    headers.put("x-amz-request-id", requestId);
    if (!refusal.region().isEmpty()) {
      elements.put("Region", refusal.region());
      headers.put("x-amz-bucket-region", refusal.region());
    }
    elements.put("RequestId", requestId);
    elements.put("HostId", "local");
    return new Response(
        refusal.status(), headers, XmlWriter.elements("Error", elements).getBytes(UTF_8));
  }
}
