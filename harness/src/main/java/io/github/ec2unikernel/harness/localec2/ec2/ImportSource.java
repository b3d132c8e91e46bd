package io.github.ec2unikernel.harness.localec2.ec2;

import io.github.ec2unikernel.harness.localec2.wire.UriText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.SnapshotDiskContainer;

/** The object that ImportSnapshot names, by its URL or by bucket and key. */
record ImportSource(String bucket, String key) {

  private static final String HOST = "s3(?:[.-][a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?";

  private static final List<Pattern> URLS =
      List.of(
          Pattern.compile("s3://(?<bucket>[^/]+)/(?<key>.+)"),
          Pattern.compile("https://" + HOST + "/(?<bucket>[^/]+)/(?<key>[^?]+)"),
          Pattern.compile("https://(?<bucket>[^/]+)\\." + HOST + "/(?<key>[^?]+)"));

  static ImportSource of(SnapshotDiskContainer container) {
    if ((container.url() == null) == (container.userBucket() == null)) {
      throw Parameters.combination(
          "Exactly one of the parameters Url and UserBucket must be given in DiskContainer.");
    }
    if (container.userBucket() != null) {
      return new ImportSource(
          Parameters.require(
              container.userBucket().s3Bucket(), "DiskContainer.UserBucket.S3Bucket"),
          Parameters.require(container.userBucket().s3Key(), "DiskContainer.UserBucket.S3Key"));
    }
    for (Pattern url : URLS) {
      Matcher matcher = url.matcher(container.url());
      if (matcher.matches()) {
        boolean plain = container.url().startsWith("s3:");
        String key = matcher.group("key");
        return new ImportSource(matcher.group("bucket"), plain ? key : UriText.decode(key));
      }
    }
    throw Parameters.invalid(
        container.url(), "DiskContainer.Url", "Expecting s3://BUCKET/KEY or an https URL of S3.");
  }
}
