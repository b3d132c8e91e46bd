package io.github.ec2unikernel.plugin.inventory;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.ImportRecord;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import io.github.ec2unikernel.plugin.publish.ResourceTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    List<Orphan> orphans = new ArrayList<>();
    List<SnapshotRecord> all = new ArrayList<>(snapshots);
    for (ImportRecord task : aws.imports().withTag(ResourceTags.ARTIFACT)) {
      if (scope.holds(task.tags())) {
        lookAt(task, aws, all, orphans);
      }
    }
    orphans.addAll(orphans(aws, all));
    return new RegionStock(images, orphans);
  }

  private static void lookAt(
      ImportRecord task, AwsConnection aws, List<SnapshotRecord> snapshots, List<Orphan> orphans) {
    String id = task.snapshotId();
    if (task.isGoingOn()) {
      orphans.add(
          orphan(aws.region(), Orphan.Kind.IMPORT, task.tags(), task.id(), "an import", null));
    } else if (id != null && snapshots.stream().noneMatch(s -> s.id().equals(id))) {
      // An import gives its snapshot no tags; a run that was killed right then never did either.
      aws.snapshots()
          .byId(id)
          .ifPresent(
              s ->
                  snapshots.add(
                      new SnapshotRecord(
                          s.id(),
                          s.state(),
                          s.volumeSizeGib(),
                          s.encrypted(),
                          s.kmsKeyId(),
                          s.startedAt(),
                          task.tags())));
    }
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
        .map(
            snapshot ->
                orphan(
                    aws.region(),
                    Orphan.Kind.SNAPSHOT,
                    snapshot.tags(),
                    snapshot.id(),
                    "a snapshot in the state " + snapshot.state() + ", without an AMI",
                    snapshot.startedAt()))
        .toList();
  }

  private static Orphan orphan(
      String region,
      Orphan.Kind kind,
      Map<String, String> tags,
      String id,
      String why,
      @Nullable Instant since) {
    String coordinates = tags.getOrDefault(ResourceTags.ARTIFACT, "");
    return new Orphan(
        region, kind, Scope.artifact(coordinates), Scope.version(coordinates), id, why, since);
  }
}
