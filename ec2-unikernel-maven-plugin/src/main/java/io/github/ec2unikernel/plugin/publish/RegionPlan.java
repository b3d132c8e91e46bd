package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.Platform;
import io.github.ec2unikernel.plugin.aws.PvGrubKernel;
import java.util.Optional;

/**
 * What is to be in one region.
 *
 * @param aws the region
 * @param kernel the PV-GRUB that boots the image there
 * @param platform what the image boots on
 * @param content the identity of what the image boots
 * @param existing the image, if it is there already
 */
record RegionPlan(
    AwsConnection aws,
    PvGrubKernel kernel,
    Platform platform,
    ContentId content,
    Optional<ImageRecord> existing) {

  static RegionPlan of(AwsConnection aws, PvGrubKernel kernel, PublishRequest request) {
    Platform platform = request.options().platform().paravirtual(kernel);
    ContentId content =
        ContentId.of(request.disks(), request.options(), request.upload().encryption(), platform);
    return new RegionPlan(aws, kernel, platform, content, Optional.empty());
  }

  RegionPlan with(Optional<ImageRecord> image) {
    return new RegionPlan(aws, kernel, platform, content, image);
  }

  String region() {
    return aws.region();
  }
}
