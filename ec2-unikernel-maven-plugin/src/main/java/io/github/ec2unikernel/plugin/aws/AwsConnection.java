package io.github.ec2unikernel.plugin.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.ConcurrentLimitExceededException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The clients of one region, opened with credentials that were found. */
public final class AwsConnection implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  // DescribeImages over all of Amazon's images takes seconds; half a minute of silence is a loss.
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration EC2_ATTEMPT = Duration.ofSeconds(45);
  private static final Duration EC2_CALL = Duration.ofMinutes(5);
  // 16 blocks of 512 KiB at once need 70 s on a line of 1 Mbit/s.
  private static final Duration EBS_ATTEMPT = Duration.ofMinutes(2);
  private static final Duration EBS_CALL = Duration.ofMinutes(10);
  private static final int ATTEMPTS = 8;

  static {
    SdkLogging.quieten();
  }

  private final AwsTarget target;
  private final String region;
  private final Credentials credentials;
  private final SdkHttpClient http;
  private final Ec2Client ec2;
  private final EbsClient ebs;
  private final AwsCalls calls;

  private AwsConnection(AwsTarget target, String region, Credentials credentials) {
    this.target = target;
    this.region = region;
    this.credentials = credentials;
    http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(READ_TIMEOUT)
            .build();
    ec2 = configured(Ec2Client.builder().httpClient(http), EC2_ATTEMPT, EC2_CALL).build();
    ebs = configured(EbsClient.builder().httpClient(http), EBS_ATTEMPT, EBS_CALL).build();
    calls = new AwsCalls(new AwsFailures(target, region));
  }

  /**
   * Opens a connection; nothing is sent to EC2 yet.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException without a region, without
   *     credentials, or if the profile is unknown, naming what was looked at
   * @throws io.github.ec2unikernel.harness.model.InputException if the region isn't one by its form
   */
  public static AwsConnection open(AwsTarget target) {
    Profiles.requireKnown(target.profile());
    String region = RegionFinder.find(target);
    return new AwsConnection(target, region, Credentials.find(target));
  }

  /** Returns the region that the connection is to. */
  public String region() {
    return region;
  }

  /** Returns where it is to, and as whom. */
  public AwsTarget target() {
    return target;
  }

  /** Returns the endpoint that stands in for AWS, if any. */
  public @Nullable URI endpoint() {
    return target.endpoint();
  }

  /** Returns the name that its endpoint keeps although the URL changes, if it has one. */
  public @Nullable String place() {
    return target.place();
  }

  /** Returns the machine images of the region. */
  public Images images() {
    return new Images(ec2, calls);
  }

  /** Returns the EBS snapshots of the region. */
  public Snapshots snapshots() {
    return new Snapshots(ec2, ebs, calls);
  }

  /** Returns the PV-GRUB kernels of the region. */
  public PvGrubKernels kernels() {
    return new PvGrubKernels(ec2, calls, region);
  }

  /** Returns the aws command line that runs an EC2 command against the same target. */
  public String cli(String command) {
    return target.cli(command, region);
  }

  private <B extends AwsClientBuilder<B, C>, C> B configured(
      B builder, Duration attempt, Duration call) {
    B result =
        builder
            .region(Region.of(region))
            .credentialsProvider(credentials.provider())
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .apiCallAttemptTimeout(attempt)
                    .apiCallTimeout(call)
                    .retryStrategy(retries())
                    .build());
    return target.endpoint() == null ? result : result.endpointOverride(target.endpoint());
  }

  private static StandardRetryStrategy retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(10)))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(20)))
        .retryOnException(ConcurrentLimitExceededException.class)
        // The shared budget of retries would fail an upload of thousands of blocks for the
        // throttling of a few; attempts and time are bounded per call.
        .circuitBreakerEnabled(false)
        .build();
  }

  @Override
  public void close() {
    ec2.close();
    ebs.close();
    http.close();
    credentials.close();
  }
}
