package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the snapshot of an earlier release that the next one can be sent as a change of. */
final class ParentFinder {

  // EC2's filters take 200 values; what is older than these is not like the next release any more.
  private static final int NEWEST = 50;

  private final AwsConnection aws;
  private final ManifestStore manifests;
  private final Encryption encryption;
  private final PublishListener listener;

  ParentFinder(
      AwsConnection aws, ManifestStore manifests, Encryption encryption, PublishListener listener) {
    this.aws = aws;
    this.manifests = manifests;
    this.encryption = encryption;
    this.listener = listener;
  }

  /**
   * Returns the newest release's snapshot that is as it has to be, or empty; the listener is told
   * why the newest one of all is not it.
   *
   * @param line the tag that all releases' snapshots of the disk have
   */
  Optional<Parent> find(DiskSource disk, String line) {
    List<SnapshotRecord> releases = releases(line);
    for (int i = 0; i < releases.size(); i++) {
      SnapshotRecord release = releases.get(i);
      String objection = objection(release, disk);
      Optional<BlockManifest> manifest =
          manifests.find(release.tags().getOrDefault(ResourceTags.BLOCKS, ""));
      if (objection.isEmpty() && manifest.isPresent()) {
        return Optional.of(new Parent(release.id(), manifest.get()));
      }
      if (i == 0) {
        listener.notDescended(
            disk,
            release.id(),
            objection.isEmpty() ? "no list of its blocks is held here" : objection);
      }
    }
    return Optional.empty();
  }

  /** Returns the completed ones that an available image uses, the newest first. */
  private List<SnapshotRecord> releases(String line) {
    List<SnapshotRecord> completed =
        aws.snapshots().with(ResourceTags.LINE, line).stream()
            .filter(SnapshotRecord::isCompleted)
            .sorted(
                Comparator.comparing(SnapshotRecord::startedAt)
                    .thenComparing(SnapshotRecord::id)
                    .reversed())
            .limit(NEWEST)
            .toList();
    // Any other may be that of a run that is going to delete it.
    Set<String> lasting =
        aws.images()
            .availableWith(completed.stream().map(SnapshotRecord::id).collect(Collectors.toSet()));
    return completed.stream().filter(release -> lasting.contains(release.id())).toList();
  }

  private String objection(SnapshotRecord release, DiskSource disk) {
    if (release.volumeSizeGib() != disk.volumeSizeGib()) {
      return "it is of %d GiB and not of %d"
          .formatted(release.volumeSizeGib(), disk.volumeSizeGib());
    }
    return release.suits(encryption)
        ? ""
        : "it is %s and not %s"
            .formatted(new Encryption(release.encrypted(), release.kmsKeyId()), encryption);
  }
}
