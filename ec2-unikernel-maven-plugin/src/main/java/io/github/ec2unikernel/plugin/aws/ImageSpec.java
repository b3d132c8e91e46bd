package io.github.ec2unikernel.plugin.aws;

import java.util.Map;

/**
 * A PV machine image to register.
 *
 * @param name unique in the account and region, 3 to 128 characters
 * @param description what people read in the console, up to 255 characters
 * @param kernelId the AKI of PV-GRUB
 * @param snapshotId the completed snapshot of its root device
 * @param volumeSizeGib the root device's size in GiB
 * @param tags its tags from the first moment
 */
public record ImageSpec(
    String name,
    String description,
    String kernelId,
    String snapshotId,
    int volumeSizeGib,
    Map<String, String> tags) {

  /** Takes a copy of the tags. */
  public ImageSpec {
    tags = Map.copyOf(tags);
  }
}
