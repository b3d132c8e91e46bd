package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.Platform;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be in one region.
 *
 * @param aws the region
 * @param launch what decides where the image launches
 * @param platform what the image boots on there
 * @param content the identity of what the image boots
 * @param existing the image, if it is there already
 */
record RegionPlan(
    AwsConnection aws,
    LaunchImage launch,
    Platform platform,
    ContentId content,
    Optional<ImageRecord> existing) {

  static RegionPlan of(
      AwsConnection aws, LaunchImage launch, Platform platform, PublishRequest request) {
    ContentId content =
        ContentId.of(request.disks(), request.options(), request.upload().encryption(), platform);
    return new RegionPlan(aws, launch, platform, content, Optional.empty());
  }

  RegionPlan with(Optional<ImageRecord> image) {
    return new RegionPlan(aws, launch, platform, content, image);
  }

  String region() {
    return aws.region();
  }

  /** Returns the id of the PV-GRUB that boots the image, null if none does. */
  @Nullable String kernelId() {
    PvGrubKernel kernel = platform.kernel();
    return kernel == null ? null : kernel.id();
  }
}
