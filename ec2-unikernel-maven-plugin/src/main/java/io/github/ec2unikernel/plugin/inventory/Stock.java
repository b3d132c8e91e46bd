package io.github.ec2unikernel.plugin.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the account has.
 *
 * @param releases the published versions, by artifact and then the newest first
 * @param orphans what belongs to none of them
 * @param unread the regions that could not be looked at, and why
 */
public record Stock(List<Release> releases, List<Orphan> orphans, Map<String, String> unread) {

  /** Takes copies. */
  public Stock {
    releases = List.copyOf(releases);
    orphans = List.copyOf(orphans);
    unread = Map.copyOf(unread);
  }

  /** Returns the same stock with further orphans. */
  Stock with(List<Orphan> more) {
    List<Orphan> all = new ArrayList<>(orphans);
    all.addAll(more);
    return new Stock(releases, all, unread);
  }
}
