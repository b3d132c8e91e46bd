package io.github.ec2unikernel.harness.localec2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Sends forms that the SDK would never write, signed by the SDK's signer. */
final class RawClient {

  private final LocalEc2 local;
  private final String accessKeyId;

  RawClient(LocalEc2 local) {
    this(local, local.accessKeyId());
  }

  RawClient(LocalEc2 local, String accessKeyId) {
    this.local = local;
    this.accessKeyId = accessKeyId;
  }

  /** Returns the answer to a signed form, whatever its status. */
  String post(String service, String region, Clock clock, String form) {
    URI endpoint = local.endpoint();
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .uri(endpoint)
            .encodedPath("/")
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(AwsCredentialsIdentity.create(accessKeyId, local.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(form))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    return send(signed.request(), form);
  }

  /** Returns the answer to a form without a signature. */
  String postUnsigned(String form) {
    return send(
        SdkHttpRequest.builder().uri(local.endpoint()).method(SdkHttpMethod.POST).build(), form);
  }

  private String send(SdkHttpRequest request, String form) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) local.endpoint().resolve("/").toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      request.forEachHeader((name, values) -> connection.setRequestProperty(name, values.get(0)));
      new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8))
          .transferTo(connection.getOutputStream());
      boolean failed = connection.getResponseCode() >= 400;
      try (InputStream in = failed ? connection.getErrorStream() : connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
