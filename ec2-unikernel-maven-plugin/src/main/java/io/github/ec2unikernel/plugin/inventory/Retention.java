package io.github.ec2unikernel.plugin.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stays: of each artifact the newest versions, those that are young, those that instances use,
 * and those that others may launch.
 *
 * @param keep how many of the newest versions of each artifact stay
 * @param youngerThan up to which age all stay, null for none
 * @param sharedToo whether versions go that others may launch
 * @param orphanAge from which age orphans go; a run that is going on has young ones
 */
public record Retention(
    int keep, @Nullable Duration youngerThan, boolean sharedToo, Duration orphanAge) {

  /** Returns what goes and what stays at a time. */
  public PrunePlan plan(Stock stock, Instant now) {
    List<Release> removed = new ArrayList<>();
    Map<Release, String> kept = new LinkedHashMap<>();
    Map<String, Integer> counted = new HashMap<>();
    // The stock has the newest of each artifact first.
    for (Release release : stock.releases()) {
      int place = counted.merge(release.artifact(), 1, Integer::sum);
      String why = reason(release, place, now);
      if (why == null) {
        removed.add(release);
      } else {
        kept.put(release, why);
      }
    }
    List<Orphan> orphans = stock.orphans().stream().filter(o -> isOld(o, now)).toList();
    return new PrunePlan(removed, kept, orphans);
  }

  private @Nullable String reason(Release release, int place, Instant now) {
    if (release.images().stream().anyMatch(published -> published.image().isPending())) {
      return "is still being made";
    }
    if (release.isInUse()) {
      return "is in use by instances";
    }
    if (release.isShared() && !sharedToo) {
      return "is shared with others";
    }
    if (place <= keep) {
      return "is one of the newest " + keep;
    }
    return youngerThan != null && release.createdAt().plus(youngerThan).isAfter(now)
        ? "is young"
        : null;
  }

  private boolean isOld(Orphan orphan, Instant now) {
    Instant since = orphan.since();
    return since != null && !since.plus(orphanAge).isAfter(now);
  }
}
