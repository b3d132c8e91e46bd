package io.github.ec2unikernel.plugin.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where to publish and as whom; what is null is left to the AWS SDK's default chain.
 *
 * @param region the region, such as {@code us-west-2}
 * @param profile a profile of the shared AWS files; it wins over credentials in the environment
 * @param endpoint another endpoint than AWS's, for both EC2 and the EBS direct APIs
 * @param accessKey fixed keys; they win over everything else
 */
public record AwsTarget(
    @Nullable String region,
    @Nullable String profile,
    @Nullable URI endpoint,
    @Nullable AccessKey accessKey) {

  /** Returns the target that the SDK's default chain says. */
  public static AwsTarget byDefault() {
    return new AwsTarget(null, null, null, null);
  }

  /** Returns this target in another region. */
  public AwsTarget in(String otherRegion) {
    return new AwsTarget(otherRegion, profile, endpoint, accessKey);
  }

  /** Returns the options that point the aws CLI at this target, with a leading space each. */
  String cliOptions(String resolvedRegion) {
    StringBuilder options = new StringBuilder(" --region ").append(resolvedRegion);
    if (profile != null) {
      options.append(" --profile ").append(profile);
    }
    if (endpoint != null) {
      options.append(" --endpoint-url ").append(endpoint);
    }
    return options.toString();
  }
}
