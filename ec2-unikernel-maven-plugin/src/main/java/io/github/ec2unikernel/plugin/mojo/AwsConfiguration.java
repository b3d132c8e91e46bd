package io.github.ec2unikernel.plugin.mojo;

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
