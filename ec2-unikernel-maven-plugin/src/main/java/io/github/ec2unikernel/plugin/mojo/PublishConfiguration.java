package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.publish.Regions;
import io.github.ec2unikernel.plugin.publish.Regions.Failure;
import io.github.ec2unikernel.plugin.publish.Regions.Replication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code <publish>} element: how the AMI gets to where it is to be. */
public final class PublishConfiguration extends ImportConfiguration {

  /**
   * How it gets to the second and further regions: {@code copy}, by AWS, or {@code upload}, by
   * sending the disks there as well. User property: unikernel.publish.replication.
   */
  private @Nullable String replication;

  /**
   * What a failure in one of these means: {@code undo-all}, or {@code best-effort}, which goes on
   * with the others. User property: unikernel.publish.regionFailure.
   */
  private @Nullable String regionFailure;

  /** Returns where the image goes beside the first region. */
  Regions regions(Settings settings, List<String> others) {
    return new Regions(
        others,
        settings.choice(
            "unikernel.publish.replication",
            replication,
            Replication.COPY,
            Settings.either("copy", Replication.COPY, "upload", Replication.UPLOAD)),
        settings.choice(
            "unikernel.publish.regionFailure",
            regionFailure,
            Failure.UNDO_ALL,
            Settings.either("undo-all", Failure.UNDO_ALL, "best-effort", Failure.BEST_EFFORT)));
  }
}
