package io.github.ec2unikernel.plugin.aws;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ebs.endpoints.EbsEndpointProvider;
import software.amazon.awssdk.services.ebs.model.ConcurrentLimitExceededException;

/** The connections to one region: their timeouts, and what is tried again. */
final class Transport implements AutoCloseable {

  private static final int ATTEMPTS = 8;
  // Calls beside the blocks: asking for a state, another disk's snapshot.
  private static final int SPARE_CONNECTIONS = 8;

  private final AwsTarget target;
  private final String region;
  private final Credentials credentials;
  private final AwsLimits limits;
  private final SdkHttpClient http;

  Transport(AwsTarget target, String region, Credentials credentials, AwsLimits limits) {
    this.target = target;
    this.region = region;
    this.credentials = credentials;
    this.limits = limits;
    http =
        ApacheHttpClient.builder()
            .maxConnections(limits.connections() + SPARE_CONNECTIONS)
            .connectionTimeout(limits.connect())
            .socketTimeout(limits.silence())
            .connectionAcquisitionTimeout(limits.attempt())
            // Asking whether a block may be sent would cost a round trip for each.
            .expectContinueEnabled(false)
            .tcpKeepAlive(true)
            .build();
  }

  /** Returns the client's builder with all that its calls have in common. */
  <B extends AwsClientBuilder<B, C>, C> B configure(B builder) {
    B result =
        builder
            .region(Region.of(region))
            .credentialsProvider(credentials.provider())
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .apiCallAttemptTimeout(limits.attempt())
                    .apiCallTimeout(limits.call())
                    .retryStrategy(retries())
                    .build());
    return target.endpoint() == null ? result : result.endpointOverride(target.endpoint());
  }

  /** Returns what the clients are built on. */
  SdkHttpClient http() {
    return http;
  }

  AwsLimits limits() {
    return limits;
  }

  /** Returns what puts blocks without the client. */
  DirectPut directPut() {
    URI endpoint =
        target.endpoint() == null
            ? EbsEndpointProvider.defaultProvider()
                .resolveEndpoint(place -> place.region(Region.of(region)))
                .join()
                .url()
            : target.endpoint();
    return new DirectPut(http, endpoint, region, credentials.provider(), limits.attempt());
  }

  // Throttling, 5xx, timeouts and lost connections; a refusal, as that of expired keys, at once.
  private static StandardRetryStrategy retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(ATTEMPTS)
        // Both are random between nothing and a delay that doubles.
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
    http.close();
    credentials.close();
  }
}
