package io.github.ec2unikernel.plugin.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to go.
 *
 * @param removed the versions that go, with all their images
 * @param kept the versions that stay, and why
 * @param orphans what goes beside them
 */
public record PrunePlan(List<Release> removed, Map<Release, String> kept, List<Orphan> orphans) {

  /** Takes copies. */
  public PrunePlan {
    removed = List.copyOf(removed);
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    orphans = List.copyOf(orphans);
  }

  /** Returns whether nothing goes. */
  public boolean isEmpty() {
    return removed.isEmpty() && orphans.isEmpty();
  }
}
