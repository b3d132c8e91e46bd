package io.github.ec2unikernel.plugin.preflight;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy would do.
 *
 * @param target where it would publish first, and as whom
 * @param others the further regions
 * @param copies whether these get copies of the first one's image
 * @param name the AMI's name as far as it is known beforehand, null if it is not
 * @param bucket the bucket that disks are imported from, null if they are not
 * @param role the role that imports them
 * @param instanceTypes what is to be launched
 * @param image what decides where the image launches, null for a PV image of which no more is known
 */
public record PreflightRequest(
    AwsTarget target,
    List<String> others,
    boolean copies,
    @Nullable String name,
    @Nullable String bucket,
    String role,
    List<String> instanceTypes,
    @Nullable LaunchImage image) {

  /** Takes copies. */
  public PreflightRequest {
    others = List.copyOf(others);
    instanceTypes = List.copyOf(instanceTypes);
  }

  /** Returns whether firmware boots the image, and no PV-GRUB. */
  boolean isHvm() {
    return image != null && image.way().isHvm();
  }
}
