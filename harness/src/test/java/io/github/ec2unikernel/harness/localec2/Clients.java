package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
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
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.IamClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The SDK's clients for a local EC2. */
final class Clients {

  static final String OREGON = "us-west-2";

  private Clients() {}

  static Ec2Client ec2(LocalEc2 local) {
    return ec2(local, OREGON);
  }

  static Ec2Client ec2(LocalEc2 local, String region) {
    return signed(ec2Builder(), local.endpoint(), region).build();
  }

  static EbsClient ebs(LocalEc2 local) {
    return ebs(local, OREGON);
  }

  static EbsClient ebs(LocalEc2 local, String region) {
    return signed(ebsBuilder(), local.endpoint(), region).build();
  }

  /** Returns a client without a second try, with a key pair of its own. */
  static Ec2Client ec2(LocalEc2 local, String accessKeyId, String secret) {
    return signed(ec2Builder(), local.endpoint(), OREGON)
        .credentialsProvider(credentials(accessKeyId, secret))
        .build();
  }

  static EbsClient ebs(LocalEc2 local, String accessKeyId, String secret) {
    return signed(ebsBuilder(), local.endpoint(), OREGON)
        .credentialsProvider(credentials(accessKeyId, secret))
        .build();
  }

  static S3Client s3(LocalEc2 local) {
    return s3(local, OREGON);
  }

  static S3Client s3(LocalEc2 local, String region) {
    return signed(s3Builder(), local.endpoint(), region).build();
  }

  static S3Client s3(URI endpoint) {
    return signed(s3Builder(), endpoint, OREGON).build();
  }

  private static S3ClientBuilder s3Builder() {
    return S3Client.builder()
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  static IamClient iam(LocalEc2 local) {
    return iam(local.endpoint());
  }

  static IamClient iam(URI endpoint) {
    IamClientBuilder builder =
        IamClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    return signed(builder, endpoint, OREGON).build();
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

  /** Returns what a call fails with, of whatever kind. */
  static Throwable failure(ThrowingCallable call) {
    return catchThrowable(call);
  }

  /** Returns the code of the error that a call ends with. */
  static String code(ThrowingCallable call) {
    return refusal(call).awsErrorDetails().errorCode();
  }

  /** Returns a client of a local EC2 in another process, which knows the same key pair. */
  static Ec2Client ec2(URI endpoint) {
    return signed(ec2Builder(), endpoint, OREGON).build();
  }

  static EbsClient ebs(URI endpoint) {
    return signed(ebsBuilder(), endpoint, OREGON).build();
  }

  private static Ec2ClientBuilder ec2Builder() {
    return Ec2Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  private static EbsClientBuilder ebsBuilder() {
    return EbsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  private static <B extends AwsClientBuilder<B, ?>> B signed(
      B builder, URI endpoint, String region) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(credentials(LocalEc2.ACCESS_KEY_ID, LocalEc2.SECRET_ACCESS_KEY))
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }

  private static StaticCredentialsProvider credentials(String accessKeyId, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret));
  }
}
