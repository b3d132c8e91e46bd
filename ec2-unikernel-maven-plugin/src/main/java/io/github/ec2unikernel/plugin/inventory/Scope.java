package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.plugin.publish.ResourceTags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at.
 *
 * @param artifact the group and name of one artifact, null for all
 * @param regions the regions, none for all that are enabled
 * @param bucket where disks wait to be imported, null if none do
 */
public record Scope(@Nullable String artifact, List<String> regions, @Nullable String bucket) {

  /** Takes a copy. */
  public Scope {
    regions = List.copyOf(regions);
  }

  /** Returns whether something with these tags was published by this plugin, and is in scope. */
  boolean holds(Map<String, String> tags) {
    String coordinates = tags.get(ResourceTags.ARTIFACT);
    return coordinates != null
        && tags.containsKey(ResourceTags.ATTEMPT)
        && (artifact == null || artifact.equals(artifact(coordinates)));
  }

  /** Returns the group and name of {@code group:name:version}. */
  static String artifact(String coordinates) {
    int colon = coordinates.lastIndexOf(':');
    return colon < 0 ? coordinates : coordinates.substring(0, colon);
  }

  /** Returns the version of {@code group:name:version}. */
  static String version(String coordinates) {
    return coordinates.substring(coordinates.lastIndexOf(':') + 1);
  }
}
