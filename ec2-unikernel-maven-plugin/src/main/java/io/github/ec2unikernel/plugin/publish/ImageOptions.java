package io.github.ec2unikernel.plugin.publish;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the machine image is to be beside its disks.
 *
 * @param name its name, or null to derive one that is unique to the content
 * @param tags the user's tags for it and its snapshots
 */
public record ImageOptions(@Nullable String name, Map<String, String> tags) {

  /** Takes a copy. */
  public ImageOptions {
    tags = Map.copyOf(tags);
  }

  /** Returns what nobody has asked for anything of. */
  public static ImageOptions standard() {
    return new ImageOptions(null, Map.of());
  }

  /** Returns the same options with a name. */
  public ImageOptions withName(@Nullable String other) {
    return new ImageOptions(other, tags);
  }

  /** Returns the same options with tags. */
  public ImageOptions withTags(Map<String, String> others) {
    return new ImageOptions(name, others);
  }
}
