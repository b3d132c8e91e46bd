package io.github.ec2unikernel.plugin.preflight;

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
 */
public record PreflightRequest(
    AwsTarget target,
    List<String> others,
    boolean copies,
    @Nullable String name,
    @Nullable String bucket,
    String role,
    List<String> instanceTypes) {

  /** Takes copies. */
  public PreflightRequest {
    others = List.copyOf(others);
    instanceTypes = List.copyOf(instanceTypes);
  }
}
