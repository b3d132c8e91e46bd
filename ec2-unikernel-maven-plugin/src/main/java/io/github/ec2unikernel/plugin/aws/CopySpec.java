package io.github.ec2unikernel.plugin.aws;

import java.util.Map;

/**
 * A copy of a machine image to make in another region.
 *
 * @param sourceRegion where the image is
 * @param sourceId the image
 * @param name the copy's name
 * @param description what people read in the console, up to 255 characters
 * @param clientToken up to 64 ASCII characters; the same token gives the same copy
 * @param encryption how its snapshots are encrypted
 * @param tags the tags of the copy from the first moment
 * @param snapshotTags those of its snapshots
 */
public record CopySpec(
    String sourceRegion,
    String sourceId,
    String name,
    String description,
    String clientToken,
    Encryption encryption,
    Map<String, String> tags,
    Map<String, String> snapshotTags) {

  /** Takes copies of the tags. */
  public CopySpec {
    tags = Map.copyOf(tags);
    snapshotTags = Map.copyOf(snapshotTags);
  }
}
