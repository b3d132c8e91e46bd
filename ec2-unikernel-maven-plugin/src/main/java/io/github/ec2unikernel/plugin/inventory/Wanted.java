package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be deleted: a version, or what an image is of.
 *
 * @param version the artifact's version, or null
 * @param imageId an AMI id of any region, or null
 */
public record Wanted(@Nullable String version, @Nullable String imageId) {

  /** Checks that it is one of both. */
  public Wanted {
    if ((version == null) == (imageId == null)) {
      throw new InputException(
          version == null
              ? "Neither a version nor an AMI is named that is to be deleted"
              : "Both a version (" + version + ") and an AMI (" + imageId + ") are named",
          "Name one: -Dunikernel.version=1.0 or -Dunikernel.amiId=ami-...; the goal list shows what"
              + " there is.");
    }
  }

  /**
   * Returns the releases that are wanted, the named AMI the last one of its release, so that it is
   * found again as long as any other is left.
   *
   * @param force whether it does not matter that they are in use or shared
   * @throws InputException if one is in use or shared
   */
  public List<Release> releases(Stock stock, boolean force) {
    List<Release> found =
        stock.releases().stream()
            .filter(
                release ->
                    release.version().equals(version)
                        || release.images().stream()
                            .anyMatch(published -> published.image().id().equals(imageId)))
            .toList();
    if (!force) {
      found.forEach(Wanted::requireFree);
    }
    return found.stream().map(this::ending).toList();
  }

  private Release ending(Release release) {
    return new Release(
        release.artifact(),
        release.version(),
        release.name(),
        release.images().stream()
            .sorted(Comparator.comparing(published -> published.image().id().equals(imageId)))
            .toList());
  }

  /**
   * Returns how a deletion by an AMI goes on that was cut off when the AMI was gone and its
   * snapshots were not; nothing if no such snapshots are there. Nothing tells whose they were, so
   * people have to choose.
   */
  public List<String> waysOn(Stock stock) {
    if (imageId == null) {
      return List.of();
    }
    Map<String, List<Orphan>> byVersion =
        stock.orphans().stream()
            .filter(orphan -> orphan.kind() == Orphan.Kind.SNAPSHOT)
            .collect(Collectors.groupingBy(Orphan::version, TreeMap::new, Collectors.toList()));
    List<String> ways = new ArrayList<>();
    byVersion.forEach(
        (orphaned, snapshots) -> {
          // By its version all of it would go.
          boolean hasImages =
              stock.releases().stream().anyMatch(release -> release.version().equals(orphaned));
          ways.add(
              "Snapshots of version "
                  + orphaned
                  + " have no AMI: "
                  + snapshots.stream()
                      .map(snapshot -> snapshot.id() + " in " + snapshot.region())
                      .collect(Collectors.joining(", "))
                  + ". If a deletion was cut off, go on with "
                  + (hasImages
                      ? "the goal prune, as other AMIs have that version."
                      : "-Dunikernel.version=" + orphaned + "."));
        });
    return ways;
  }

  /** Returns what a deletion of the version that was killed has left. */
  public List<Orphan> orphans(Stock stock) {
    return stock.orphans().stream()
        .filter(orphan -> orphan.version().equals(version))
        .filter(orphan -> orphan.kind() != Orphan.Kind.IMPORT)
        .toList();
  }

  @Override
  public String toString() {
    return version == null ? "AMI " + imageId : "version " + version;
  }

  private static void requireFree(Release release) {
    for (PublishedImage published : release.images()) {
      String image = published.image().id() + " in " + published.region();
      if (!published.instances().isEmpty()) {
        throw new InputException(
            image + " is in use by " + String.join(", ", published.instances()),
            "Terminate them first, or delete it nevertheless with -Dunikernel.force.");
      }
      if (!published.sharedWith().isEmpty()) {
        throw new InputException(
            image + " is shared with " + published.sharedWith().stream().sorted().toList(),
            "Ask them, and then delete it with -Dunikernel.force.");
      }
    }
  }
}
