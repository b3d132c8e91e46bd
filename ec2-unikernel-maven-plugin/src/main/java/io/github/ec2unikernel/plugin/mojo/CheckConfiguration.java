package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.preflight.PreflightRequest;
import io.github.ec2unikernel.plugin.publish.ImportOptions;
import io.github.ec2unikernel.plugin.publish.Regions;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The {@code <check>} element: what is looked at before anything is sent. */
public final class CheckConfiguration {

  /** Sends without a look at the account before. User property: unikernel.check.skip. */
  private @Nullable String skip;

  /**
   * The instance types that are to run the image, each of which must be able to. The first that
   * launches it is what the boot check comes near to, unless {@code <boot>} says what that runs on.
   * User property: unikernel.instanceTypes, with commas.
   */
  private @Nullable List<String> instanceTypes;

  boolean isSkipped(Settings settings) {
    return settings.flag("unikernel.check.skip", skip);
  }

  /**
   * Returns what to look at.
   *
   * @param name the AMI's name as it is configured
   * @param viaS3 how disks are imported, null if they are not
   * @param image what decides where the image launches, null if it is any PV image
   */
  PreflightRequest request(
      Settings settings,
      AwsTarget target,
      Regions regions,
      @Nullable String name,
      @Nullable ImportOptions viaS3,
      @Nullable LaunchImage image) {
    // With places to fill in, it is not known before the image is.
    boolean known = name != null && !name.contains("{");
    return new PreflightRequest(
        target,
        regions.others(),
        regions.replication() == Regions.Replication.COPY,
        known ? name : null,
        viaS3 == null || viaS3.createBucket() ? null : viaS3.bucket(),
        viaS3 == null ? ImportOptions.DEFAULT_ROLE : viaS3.role(),
        instanceTypes(settings),
        image);
  }

  /**
   * Returns the machine that a boot comes near to the image's instance types with.
   *
   * @param machine what the boot's own configuration says
   * @param backend the name of what it is to run on
   * @param image tells what decides where the image launches
   */
  MeantMachine meant(
      Settings settings,
      Machine machine,
      String backend,
      Supplier<LaunchImage> image,
      BootLog log) {
    return MeantMachine.of(machine, backend, instanceTypes(settings), image, log);
  }

  /** Returns the names of the instance types that are to run the image. */
  private List<String> instanceTypes(Settings settings) {
    return settings.words("unikernel.instanceTypes", instanceTypes);
  }
}
