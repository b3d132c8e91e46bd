package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import io.github.ec2unikernel.plugin.publish.ResourceTags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one region has.
 *
 * @param images the published images
 * @param orphans what belongs to none of them
 */
record RegionStock(List<PublishedImage> images, List<Orphan> orphans) {

  /** Looks at a region. */
  static RegionStock of(AwsConnection aws, Scope scope) {
    List<ImageRecord> ours =
        aws.images().withTag(ResourceTags.ARTIFACT).stream()
            .filter(image -> scope.holds(image.tags()))
            .toList();
    List<SnapshotRecord> snapshots =
        aws.snapshots().withTag(ResourceTags.ARTIFACT).stream()
            .filter(snapshot -> scope.holds(snapshot.tags()))
            .toList();
    Map<String, List<String>> instances =
        aws.instances().of(ours.stream().map(ImageRecord::id).toList());
    List<PublishedImage> images = new ArrayList<>();
    for (ImageRecord image : ours) {
      images.add(
          new PublishedImage(
              aws.region(),
              image,
              aws.permissions().ofImage(image.id()),
              instances.getOrDefault(image.id(), List.of())));
    }
    return new RegionStock(images, orphans(aws, snapshots));
  }

  private static List<Orphan> orphans(AwsConnection aws, List<SnapshotRecord> snapshots) {
    if (snapshots.isEmpty()) {
      return List.of();
    }
    Set<String> ids = new HashSet<>();
    snapshots.forEach(snapshot -> ids.add(snapshot.id()));
    // By any image, also by one that somebody made by hand.
    Set<String> used = aws.images().using(ids);
    return snapshots.stream()
        .filter(snapshot -> !used.contains(snapshot.id()))
        .map(snapshot -> orphan(aws.region(), snapshot))
        .toList();
  }

  private static Orphan orphan(String region, SnapshotRecord snapshot) {
    String coordinates = snapshot.tags().getOrDefault(ResourceTags.ARTIFACT, "");
    return new Orphan(
        region,
        Orphan.Kind.SNAPSHOT,
        Scope.artifact(coordinates),
        Scope.version(coordinates),
        snapshot.id(),
        "a snapshot in the state " + snapshot.state() + ", without an AMI",
        snapshot.startedAt());
  }
}
