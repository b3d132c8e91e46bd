package io.github.ec2unikernel.plugin.benchmark;

import io.github.ec2unikernel.plugin.oracle.ChildJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The process of an {@link UploadServer}, which ends with this. */
final class UploadServerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream orders;
  private final String[] place;

  UploadServerProcess(Path directory) throws IOException {
    process =
        new ProcessBuilder(ChildJava.command(UploadServer.class, List.of("-Xmx512m"), directory))
            .redirectError(Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    place = answers.readLine().split(" ", -1);
  }

  String endpoint() {
    return place[0];
  }

  /** Returns the settings by which the aws CLI and boto3 call it. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", place[1],
        "AWS_SECRET_ACCESS_KEY", place[2],
        "AWS_DEFAULT_REGION", "us-west-2");
  }

  String accessKeyId() {
    return place[1];
  }

  String secretAccessKey() {
    return place[2];
  }

  /** Makes each call take longer from now on. */
  void setLatency(int milliseconds) throws IOException {
    orders.println(milliseconds);
    answers.readLine();
  }

  @Override
  public void close() {
    orders.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
