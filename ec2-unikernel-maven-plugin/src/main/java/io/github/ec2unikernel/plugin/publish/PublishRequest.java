package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to publish, as what, and where.
 *
 * @param image the disk
 * @param coordinates the artifact it is of
 * @param name the machine image's name, or null to derive one that is unique to the content
 * @param tags the user's tags for the snapshot and the machine image
 * @param target the region and credentials
 * @param stateFile where the ids of what is created are kept, {@code
 *     target/ec2-unikernel/state.json}
 * @param toolVersion the plugin's version, for a tag
 * @param limits how much at once, and how long at most
 */
public record PublishRequest(
    DiskImage image,
    Coordinates coordinates,
    @Nullable String name,
    Map<String, String> tags,
    AwsTarget target,
    Path stateFile,
    String toolVersion,
    PublishLimits limits) {

  /** Takes a copy of the tags. */
  public PublishRequest {
    tags = Map.copyOf(tags);
  }
}
