package io.github.ec2unikernel.harness.localec2.s3;

import io.github.ec2unikernel.harness.localec2.wire.Request;
import io.github.ec2unikernel.harness.localec2.wire.UriText;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is about.
 *
 * @param bucket the bucket's name, empty when it is about all
 * @param key the object's key, empty when it is about the bucket
 */
record S3Target(String bucket, String key) {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]|localhost");
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(?:(?<bucket>.+)\\.)?s3(?:[.-][a-z0-9-]+)?(?:\\.localhost|\\.amazonaws\\.com(?:\\.cn)?)");

  /** How much of a bucket a request is about. */
  enum Level {
    /** All buckets. */
    SERVICE,
    /** One bucket. */
    BUCKET,
    /** One object. */
    OBJECT
  }

  /**
   * Returns the target of a request: by its host, {@code BUCKET.s3.REGION.localhost} or {@code
   * BUCKET.localhost}, or else by its path.
   */
  static S3Target of(Request request) {
    String host = bucketOf(String.valueOf(request.header("Host")));
    String path = request.path().substring(1);
    if (!host.isEmpty()) {
      return new S3Target(host, UriText.decode(path));
    }
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Target(UriText.decode(path), "")
        : new S3Target(
            UriText.decode(path.substring(0, slash)), UriText.decode(path.substring(slash + 1)));
  }

  private static String bucketOf(String hostAndPort) {
    String host = hostAndPort.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
    Matcher endpoint = ENDPOINT.matcher(host);
    if (endpoint.matches()) {
      String bucket = endpoint.group("bucket");
      return bucket == null ? "" : bucket;
    }
    boolean virtual = !ADDRESS.matcher(host).matches() && host.endsWith(".localhost");
    return virtual ? host.substring(0, host.length() - ".localhost".length()) : "";
  }

  Level level() {
    if (bucket.isEmpty()) {
      return Level.SERVICE;
    }
    return key.isEmpty() ? Level.BUCKET : Level.OBJECT;
  }

  /** Returns the members of the path, as the SDK names them. */
  Map<String, String> members() {
    return switch (level()) {
      case SERVICE -> Map.of();
      case BUCKET -> Map.of("Bucket", bucket);
      case OBJECT -> Map.of("Bucket", bucket, "Key", key);
    };
  }

  /** Returns the ARN. */
  String arn(String partition) {
    return switch (level()) {
      case SERVICE -> "*";
      case BUCKET -> "arn:" + partition + ":s3:::" + bucket;
      case OBJECT -> "arn:" + partition + ":s3:::" + bucket + "/" + key;
    };
  }
}
