package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import java.time.Instant;
import java.util.List;

/**
 * What a run has published.
 *
 * @param content the identity of what the first region's image boots, 64 hex digits
 * @param images the images, the first region's first
 * @param kernels the names of their PV-GRUBs, in the same order; none of HVM images
 * @param launch what decides where they launch
 * @param disks what they are made of, and what was sent of it
 * @param failed the regions where there is none
 * @param startedAt when the run began; if it went on with a killed one's work, when that began
 * @param finishedAt when it ended
 */
public record PublishResult(
    String content,
    List<MachineImage> images,
    List<String> kernels,
    LaunchImage launch,
    List<PublishedDisk> disks,
    List<FailedRegion> failed,
    Instant startedAt,
    Instant finishedAt) {

  /** Takes copies. */
  public PublishResult {
    images = List.copyOf(images);
    kernels = List.copyOf(kernels);
    disks = List.copyOf(disks);
    failed = List.copyOf(failed);
  }

  /** Returns the first region's image. */
  public MachineImage primary() {
    return images.get(0);
  }

  /** Returns how many bytes were sent to all regions, each block counted once. */
  public long bytesSent() {
    return images.stream()
        .flatMap(image -> image.byName().values().stream())
        .mapToLong(Snapshot::bytesSent)
        .sum();
  }
}
