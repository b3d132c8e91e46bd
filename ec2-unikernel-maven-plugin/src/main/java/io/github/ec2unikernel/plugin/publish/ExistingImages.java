package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.DiskMapping;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a machine image of the same content, made by an earlier run or another machine. */
final class ExistingImages {

  private final AwsConnection aws;
  private final Duration timeout;

  ExistingImages(AwsConnection aws, Duration timeout) {
    this.aws = aws;
    this.timeout = timeout;
  }

  /** Returns the oldest available image of that content; if there is only a pending one, waits. */
  Optional<ImageRecord> find(ContentId content) {
    List<ImageRecord> images =
        aws.images().tagged(ResourceTags.CONTENT, content.hex()).stream()
            .sorted(Comparator.comparing(ImageRecord::createdAt).thenComparing(ImageRecord::id))
            .toList();
    return images.stream()
        .filter(ImageRecord::isAvailable)
        .findFirst()
        .or(
            () ->
                images.stream()
                    .filter(ImageRecord::isPending)
                    .findFirst()
                    .map(image -> aws.images().awaitAvailable(image.id(), timeout)));
  }

  /** Returns the image with its disks' snapshots, as one that was there before. */
  MachineImage machineImage(ImageRecord image, List<DiskSource> disks) {
    Map<DiskSource, Snapshot> snapshots = new LinkedHashMap<>();
    for (DiskSource disk : disks) {
      DiskMapping mapping = image.disk(disk.device()).orElse(DiskMapping.of(disk.device(), "", 0));
      snapshots.put(disk, new Snapshot(mapping.snapshotId(), mapping.volumeSizeGib(), 0, 0));
    }
    return MachineImage.of(
        image.id(), image.name(), aws.region(), image.kernelId(), snapshots, true);
  }
}
