package io.github.ec2unikernel.plugin.mojo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regions of a build.
 *
 * @param first the one that is published to first, or null to leave it to the AWS SDK
 * @param others the further ones
 */
record RegionList(@Nullable String first, List<String> others) {

  /**
   * Returns the regions.
   *
   * @param single {@code <aws><region>}, which is the first one if it is given
   * @param listed {@code <regions>}
   */
  static RegionList of(@Nullable String single, List<String> listed) {
    List<String> all = new ArrayList<>(listed.stream().map(String::strip).toList());
    String first = single != null ? single : all.isEmpty() ? null : all.get(0);
    // Once: a second mention of it is told to the user.
    all.remove(first);
    return new RegionList(first, all);
  }
}
