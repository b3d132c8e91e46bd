package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.EbsClientBuilder;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;
import software.amazon.awssdk.services.ec2.model.Filter;

/** The SDK's clients for a local EC2. */
final class Clients {

  static final String OREGON = "us-west-2";

  private Clients() {}

  static Ec2Client ec2(LocalEc2 local) {
    return ec2(local, OREGON);
  }

  static Ec2Client ec2(LocalEc2 local, String region) {
    return signed(ec2Builder(), local, region).build();
  }

  static EbsClient ebs(LocalEc2 local) {
    return signed(ebsBuilder(), local, OREGON).build();
  }

  /** Returns a client without a second try, with a key pair of its own. */
  static Ec2Client ec2(LocalEc2 local, String accessKeyId, String secret) {
    return signed(ec2Builder(), local, OREGON)
        .credentialsProvider(credentials(accessKeyId, secret))
        .build();
  }

  static EbsClient ebs(LocalEc2 local, String accessKeyId, String secret) {
    return signed(ebsBuilder(), local, OREGON)
        .credentialsProvider(credentials(accessKeyId, secret))
        .build();
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(List.of(values)).build();
  }

  static software.amazon.awssdk.services.ebs.model.Tag ebsTag(String key, String value) {
    return software.amazon.awssdk.services.ebs.model.Tag.builder().key(key).value(value).build();
  }

  /** Returns the error that a call ends with. */
  static AwsServiceException refusal(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call);
  }

  /** Returns the code of the error that a call ends with. */
  static String code(ThrowingCallable call) {
    return refusal(call).awsErrorDetails().errorCode();
  }

  private static Ec2ClientBuilder ec2Builder() {
    return Ec2Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  private static EbsClientBuilder ebsBuilder() {
    return EbsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  private static <B extends AwsClientBuilder<B, ?>> B signed(
      B builder, LocalEc2 local, String region) {
    return builder
        .endpointOverride(local.endpoint())
        .region(Region.of(region))
        .credentialsProvider(credentials(local.accessKeyId(), local.secretAccessKey()))
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }

  private static StaticCredentialsProvider credentials(String accessKeyId, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret));
  }
}
