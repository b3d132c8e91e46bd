package io.github.ec2unikernel.plugin.aws;

import java.util.List;
import java.util.Map;

/**
 * A machine image to register.
 *
 * @param name unique in the account and region, 3 to 128 characters
 * @param description what people read in the console, up to 255 characters
 * @param platform what it boots on
 * @param disks its devices, the platform's root device among them
 * @param tags its tags from the first moment
 */
public record ImageSpec(
    String name,
    String description,
    Platform platform,
    List<DiskMapping> disks,
    Map<String, String> tags) {

  /** Takes copies. */
  public ImageSpec {
    disks = List.copyOf(disks);
    tags = Map.copyOf(tags);
  }
}
