package io.github.ec2unikernel.plugin.aws;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.IoUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials that gave keys at least once.
 *
 * @param provider where they come from, and are renewed
 */
record Credentials(AwsCredentialsProvider provider) implements AutoCloseable {

  /** Finds the target's credentials: its keys, else its profile, else the SDK's default chain. */
  static Credentials find(AwsTarget target) {
    if (target.accessKey() != null) {
      return new Credentials(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(target.accessKey().id(), target.accessKey().secret())));
    }
    // The default chain would let the environment's keys win over a profile that was asked for.
    Credentials credentials =
        new Credentials(
            target.profile() == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(target.profile()));
    try {
      credentials.provider.resolveCredentials();
      return credentials;
    } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
      credentials.close();
      throw target.profile() == null ? noneFound(e) : unusable(target.profile(), e);
    }
  }

  private static EnvironmentException noneFound(RuntimeException e) {
    return new EnvironmentException(
        "No AWS credentials. Looked at the system properties aws.accessKeyId and"
            + " aws.secretAccessKey, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a web identity"
            + " token, the default profile in "
            + Profiles.files()
            + ", and the role of the container or the instance.",
        "Run 'aws configure' or 'aws sso login', or name a profile with"
            + " -Dunikernel.aws.profile=NAME.",
        e);
  }

  private static EnvironmentException unusable(String profile, RuntimeException e) {
    return new EnvironmentException(
        "The AWS profile '" + profile + "' gave no credentials: " + e.getMessage(),
        "Run 'aws sts get-caller-identity --profile "
            + profile
            + "' to see what it lacks; an SSO session is renewed by 'aws sso login --profile "
            + profile
            + "'.",
        e);
  }

  @Override
  public void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      IoUtils.closeQuietlyV2(closeable, null);
    }
  }
}
