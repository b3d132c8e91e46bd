package io.github.ec2unikernel.plugin.aws;

import java.util.Map;

/**
 * A bucket of S3 as it is set up.
 *
 * @param region the region it is in
 * @param tags its tags; they and all after them are only known in the bucket's own region
 * @param closed whether nothing in it can be made public
 * @param encrypted whether it encrypts what comes without a word about it
 * @param abortsUploads whether it ends multipart uploads that nobody goes on with
 */
public record BucketRecord(
    String name,
    String region,
    Map<String, String> tags,
    boolean closed,
    boolean encrypted,
    boolean abortsUploads) {

  /** The key of the tag of what this plugin sets up, by which teardown knows it again. */
  public static final String SETUP = "ec2-unikernel:setup";

  /** Takes a copy of the tags. */
  public BucketRecord {
    tags = Map.copyOf(tags);
  }

  /** Returns whether this plugin made it. */
  public boolean isOurs() {
    return tags.containsKey(SETUP);
  }
}
