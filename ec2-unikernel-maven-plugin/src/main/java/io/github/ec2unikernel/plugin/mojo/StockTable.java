package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.inventory.Orphan;
import io.github.ec2unikernel.plugin.inventory.PublishedImage;
import io.github.ec2unikernel.plugin.inventory.Release;
import io.github.ec2unikernel.plugin.inventory.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Puts into lines what the account has, with ages as of one moment. */
record StockTable(Instant now) {

  /** Returns a line for each image, with its release's above, and one for each orphan. */
  List<String> lines(Stock stock) {
    List<String> lines = new ArrayList<>();
    if (stock.releases().isEmpty()) {
      lines.add("No versions are published.");
    }
    for (Release release : stock.releases()) {
      lines.add(title(release) + ", " + age(release.createdAt()) + " old");
      release.images().forEach(image -> lines.add("  " + line(image)));
    }
    if (!stock.orphans().isEmpty()) {
      lines.add("Orphans:");
      stock.orphans().forEach(orphan -> lines.add("  " + line(orphan)));
    }
    new TreeMap<>(stock.unread())
        .forEach((region, why) -> lines.add("Not looked at: " + region + ": " + why));
    return lines;
  }

  /** Returns what a release is called. */
  static String title(Release release) {
    return release.artifact() + " " + release.version() + " (" + release.name() + ")";
  }

  /** Returns an image in one line. */
  String line(PublishedImage published) {
    List<String> words = new ArrayList<>();
    words.add(published.region());
    words.add(published.image().id());
    words.add(published.bootWay());
    words.add(published.sizeGib() + " GiB");
    words.add(String.join(" ", published.snapshotIds()));
    if (!published.image().isAvailable()) {
      words.add(published.image().state());
    }
    if (!published.instances().isEmpty()) {
      words.add("in use by " + published.instances().size() + " instance(s)");
    }
    if (published.isPublic()) {
      words.add("public");
    } else if (!published.sharedWith().isEmpty()) {
      words.add("shared with " + published.sharedWith().size());
    }
    if (!published.image().deprecatedAt().isEmpty()) {
      words.add("deprecated from " + published.image().deprecatedAt());
    }
    return String.join("  ", words);
  }

  /** Returns an orphan in one line. */
  String line(Orphan orphan) {
    Instant since = orphan.since();
    return orphan.region()
        + "  "
        + orphan.id()
        + "  "
        + orphan.artifact()
        + " "
        + orphan.version()
        + ": "
        + orphan.why()
        + (since == null ? "" : ", " + age(since) + " old");
  }

  private String age(Instant since) {
    Duration age = Duration.between(since, now);
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    return age.toHours() > 0 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }
}
