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
 * @param place a name that the endpoint keeps although its URL changes, such as that of a local
 *     EC2's directory; null if it is the URL that counts
 */
public record AwsTarget(
    @Nullable String region,
    @Nullable String profile,
    @Nullable URI endpoint,
    @Nullable AccessKey accessKey,
    @Nullable String place) {

  /** Creates a target whose endpoint is known by its URL, if it isn't AWS's own. */
  public AwsTarget(
      @Nullable String region,
      @Nullable String profile,
      @Nullable URI endpoint,
      @Nullable AccessKey accessKey) {
    this(region, profile, endpoint, accessKey, null);
  }

  /** Returns the target that the SDK's default chain says. */
  public static AwsTarget byDefault() {
    return new AwsTarget(null, null, null, null);
  }

  /** Returns this target in another region, null for the one of the SDK's default chain. */
  public AwsTarget in(@Nullable String otherRegion) {
    return new AwsTarget(otherRegion, profile, endpoint, accessKey, place);
  }

  /** Returns this target with a name for its endpoint, by which later runs know it again. */
  public AwsTarget named(String endpointName) {
    return new AwsTarget(region, profile, endpoint, accessKey, endpointName);
  }

  /** Returns the aws command line that runs an EC2 command against this target. */
  public String cli(String command, String resolvedRegion) {
    return "aws ec2 " + command + cliOptions(resolvedRegion);
  }

  /** Returns the aws command line that runs an S3 command against this target. */
  public String s3(String command, String resolvedRegion) {
    return "aws s3 " + command + cliOptions(resolvedRegion);
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
