package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Finds the region to publish to. */
final class RegionFinder {

  private static final Pattern FORM = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");

  private RegionFinder() {}

  /** Returns the target's region, or the one of the SDK's default chain. */
  static String find(AwsTarget target) {
    String region = target.region() != null ? target.region() : byDefault(target.profile());
    if (!FORM.matcher(region).matches()) {
      throw new InputException(
          "'" + region + "' is not the name of an AWS region.",
          "Give one such as us-west-2. PV instances run in " + PvRegions.words() + ".");
    }
    return region;
  }

  private static String byDefault(@Nullable String profile) {
    DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
    if (profile != null) {
      chain.profileName(profile);
    }
    try {
      return chain.build().getRegion().id();
    } catch (SdkClientException e) {
      throw new EnvironmentException(
          "No AWS region. Looked at unikernel.aws.region, the system property aws.region, AWS_REGION,"
              + " "
              + (profile == null ? "the default profile" : "profile '" + profile + "'")
              + " in "
              + Profiles.files()
              + ", and the instance's metadata.",
          "Set one, for example -Dunikernel.aws.region=us-west-2.",
          e);
    }
  }
}
