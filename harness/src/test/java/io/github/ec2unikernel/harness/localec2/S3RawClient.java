package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Sends S3 what no SDK sends, over a socket, with headers signed by the SDK's signer. */
final class S3RawClient {

  private final LocalEc2 local;
  private final String region;

  S3RawClient(LocalEc2 local) {
    this(local, Clients.OREGON);
  }

  S3RawClient(LocalEc2 local, String region) {
    this.local = local;
    this.region = region;
  }

  /** Returns the body of the answer to a PUT, whatever its status. */
  String put(String path, String body, Map<String, String> headers) {
    return send("PUT", "127.0.0.1", path, body, headers);
  }

  /** Returns the body of the answer to a GET at a host. */
  String get(String host, String path) {
    return send("GET", host, path, "", Map.of());
  }

  private String send(
      String method, String host, String path, String body, Map<String, String> headers) {
    int port = local.endpoint().getPort();
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .uri(URI.create("http://" + host + ":" + port))
            .encodedPath(path)
            .method(SdkHttpMethod.fromValue(method));
    headers.forEach(request::putHeader);
    boolean declared = headers.containsKey("x-amz-content-sha256");
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(
                            AwsCredentialsIdentity.create(
                                local.accessKeyId(), local.secretAccessKey()))
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, declared));
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    signed
        .request()
        .forEachHeader((name, values) -> text.append(name + ": " + values.get(0) + "\r\n"));
    String length = "Content-Length: " + body.length() + "\r\n";
    boolean chunked = headers.containsKey("Transfer-Encoding");
    text.append("Connection: close\r\n" + (chunked ? "" : length) + "\r\n" + body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
