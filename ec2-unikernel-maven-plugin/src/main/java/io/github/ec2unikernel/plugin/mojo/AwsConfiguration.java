package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.plugin.publish.KernelChoice;
import org.jspecify.annotations.Nullable;

/** The {@code <aws>} element: where to publish, and as whom. */
public final class AwsConfiguration {

  /**
   * The region, such as {@code us-west-2}; the AWS SDK's default chain if not given. User property:
   * unikernel.aws.region.
   */
  private @Nullable String region;

  /** A profile of the shared AWS files. User property: unikernel.aws.profile. */
  private @Nullable String profile;

  /**
   * Another endpoint than AWS's: a URL, or {@code local} for the built-in local EC2. User property:
   * unikernel.aws.endpoint.
   */
  private @Nullable String endpoint;

  /**
   * Where the local EC2 keeps its state; {@code ec2-unikernel/local-ec2} in the user's state
   * directory if not given. User property: unikernel.aws.localDirectory.
   */
  private @Nullable String localDirectory;

  /**
   * The PV-GRUB kernel of the first region, such as {@code aki-fc8f11cc}; Amazon's newest if not
   * given. User property: unikernel.aws.kernelId.
   */
  private @Nullable String kernelId;

  /**
   * Where the PV-GRUB kernels that were chosen are kept, to choose the same ones again everywhere;
   * {@code none} for nowhere; {@code ec2-unikernel.lock} in the project's directory if not given.
   * User property: unikernel.lockFile.
   */
  private @Nullable String lockFile;

  /**
   * Returns which PV-GRUB kernel to take.
   *
   * @param hasProject whether there is a project to keep a lock file in
   */
  KernelChoice kernel(Settings settings, boolean hasProject) {
    String given = settings.text("unikernel.lockFile", lockFile);
    String file = given == null && hasProject ? "ec2-unikernel.lock" : given;
    return new KernelChoice(
        settings.text("unikernel.aws.kernelId", kernelId),
        file == null || file.equals("none") ? null : settings.path(file),
        settings.flag("unikernel.updateLock", null));
  }

  @Nullable String region(Settings settings) {
    return settings.text("unikernel.aws.region", region);
  }

  @Nullable String profile(Settings settings) {
    return settings.text("unikernel.aws.profile", profile);
  }

  @Nullable String endpoint(Settings settings) {
    return settings.text("unikernel.aws.endpoint", endpoint);
  }

  @Nullable String localDirectory(Settings settings) {
    return settings.text("unikernel.aws.localDirectory", localDirectory);
  }
}
