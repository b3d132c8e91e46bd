package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.harness.localec2.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A local EC2 in a process of its own, so that its work is not counted as the uploader's. */
final class UploadServer {

  private UploadServer() {}

  /**
   * Takes a directory; prints the endpoint and the keys, and takes latencies in ms from its input,
   * each answered by a line, until that ends.
   */
  public static void main(String[] arguments) throws IOException {
    try (LocalEc2 local = LocalEc2.start(LocalEc2Options.in(Path.of(arguments[0])))) {
      System.out.println(
          local.endpoint() + " " + local.accessKeyId() + " " + local.secretAccessKey());
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        local.connect(Network.far(Duration.ofMillis(Long.parseLong(line))));
        System.out.println("connected");
      }
    }
  }
}
