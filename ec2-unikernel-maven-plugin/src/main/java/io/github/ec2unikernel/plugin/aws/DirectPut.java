package io.github.ec2unikernel.plugin.aws;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.ebs.model.EbsException;

/**
 * Puts blocks by one signed request each, on the SDK's own signer and HTTP client but without the
 * rest of it, which takes four times as long as hashing and sending a block does. What goes wrong
 * for the moment is left to the SDK, and so to its retries.
 */
final class DirectPut implements AutoCloseable {

  private static final int CREATED = 201;
  private static final int SERVER_ERROR = 500;

  private final SdkHttpClient http;
  private final URI endpoint;
  private final String region;
  private final AwsCredentialsProvider credentials;
  private final Duration attempt;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(DirectPut::thread);

  DirectPut(
      SdkHttpClient http,
      URI endpoint,
      String region,
      AwsCredentialsProvider credentials,
      Duration attempt) {
    this.http = http;
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
    this.attempt = attempt;
  }

  /**
   * Returns whether EBS has acknowledged the block; false if that is to be tried again.
   *
   * @throws EbsException if EBS refuses it
   */
  boolean put(String snapshotId, int index, String sha256, ContentStreamProvider block) {
    ExecutableHttpRequest call =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(signed(snapshotId, index, sha256))
                .contentStreamProvider(block)
                .build());
    // A connection whose other end takes nothing more is noticed by no other timeout.
    ScheduledFuture<?> abort =
        watch.schedule(call::abort, attempt.toMillis(), TimeUnit.MILLISECONDS);
    try {
      HttpExecuteResponse response = call.call();
      byte[] body = body(response);
      if (response.httpResponse().statusCode() == CREATED) {
        return true;
      }
      EbsException refusal = refusal(response, body);
      if (isForTheMoment(refusal)) {
        return false;
      }
      throw refusal;
    } catch (IOException e) {
      return false;
    } finally {
      abort.cancel(false);
    }
  }

  private SdkHttpRequest signed(String snapshotId, int index, String sha256) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            // EBS signs no bodies, only their digests. The signer would over http.
            .protocol("https")
            .host(endpoint.getHost())
            .encodedPath("/snapshots/" + snapshotId + "/blocks/" + index)
            .putHeader("Content-Length", String.valueOf(SnapshotWriter.BLOCK_SIZE))
            .putHeader("Content-Type", "application/octet-stream")
            .putHeader("x-amz-Data-Length", String.valueOf(SnapshotWriter.BLOCK_SIZE))
            .putHeader("x-amz-Checksum", sha256)
            .putHeader("x-amz-Checksum-Algorithm", "SHA256");
    if (endpoint.getPort() >= 0) {
      request.port(endpoint.getPort());
    }
    return signer
        .sign(
            sign ->
                sign.identity(credentials.resolveCredentials())
                    .request(request.build())
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "ebs")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false))
        .request()
        .toBuilder()
        .protocol(endpoint.getScheme())
        .build();
  }

  private static byte[] body(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return new byte[0];
    }
    // Read to its end, so that the connection is there for the next block.
    try (InputStream in = response.responseBody().get()) {
      return in.readAllBytes();
    }
  }

  private static boolean isForTheMoment(EbsException refusal) {
    return refusal.statusCode() >= SERVER_ERROR
        || RetryUtils.isThrottlingException(refusal)
        || RetryUtils.isClockSkewException(refusal)
        || AwsErrors.code(refusal).equals("ConcurrentLimitExceededException");
  }

  private static EbsException refusal(HttpExecuteResponse response, byte[] body) {
    String type =
        response.httpResponse().firstMatchingHeader("x-amzn-ErrorType").orElse("").split(":", 2)[0];
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .serviceName("Ebs")
            .errorCode(type)
            .errorMessage(message(body))
            .sdkHttpResponse(response.httpResponse())
            .build();
    return (EbsException)
        EbsException.builder()
            .statusCode(response.httpResponse().statusCode())
            .numAttempts(1)
            .awsErrorDetails(details)
            .message(details.errorMessage())
            .build();
  }

  private static String message(byte[] body) {
    try {
      JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
      return json.getAsJsonObject().entrySet().stream()
          .filter(member -> member.getKey().toLowerCase(Locale.ROOT).equals("message"))
          .map(member -> member.getValue().getAsString())
          .findFirst()
          .orElse("");
    } catch (JsonParseException | IllegalStateException e) {
      return "";
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ec2-unikernel-watch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
