package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to publish, as what, and where.
 *
 * @param image the disk
 * @param volumes what the instances get beside it
 * @param coordinates the artifact it is of
 * @param name the machine image's name, or null to derive one that is unique to the content
 * @param tags the user's tags for the snapshots and the machine image
 * @param target the region and credentials
 * @param stateFile where the ids of what is created are kept, {@code
 *     target/ec2-unikernel/state.json}
 * @param toolVersion the plugin's version, for a tag
 * @param limits how much at once, and how long at most
 */
public record PublishRequest(
    DiskImage image,
    List<MappedVolume> volumes,
    Coordinates coordinates,
    @Nullable String name,
    Map<String, String> tags,
    AwsTarget target,
    Path stateFile,
    String toolVersion,
    PublishLimits limits) {

  private static final int LONGEST_DESCRIPTION = 255;

  /** Takes copies. */
  public PublishRequest {
    volumes = List.copyOf(volumes);
    tags = Map.copyOf(tags);
  }

  /** Returns what becomes snapshots: the disk, then the volumes. */
  List<DiskSource> disks() {
    return Stream.concat(Stream.of(DiskSource.of(image)), volumes.stream().map(DiskSource::of))
        .toList();
  }

  /** Returns what people read in AWS's console. */
  String description() {
    String text = coordinates + ", by ec2-unikernel " + toolVersion;
    return text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION));
  }
}
