package io.github.ec2unikernel.harness.localec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's aws CLI as a person has it in a shell, for a local EC2. */
final class AwsCli {

  // Another aws may stand before Debian's on PATH.
  private static final Path AWS = Path.of("/usr/bin/aws");

  private final LocalEc2 local;
  private final Path directory;

  AwsCli(LocalEc2 local, Path directory) {
    assertThat(Files.isExecutable(AWS)).as("the aws CLI: apt-get install awscli").isTrue();
    this.local = local;
    this.directory = directory;
  }

  /** Returns what a command that succeeds prints. */
  String run(String command) {
    Answer answer = call(command);
    assertThat(answer.exit()).as(answer.out()).isZero();
    return answer.out();
  }

  /** Returns the JSON that a command that succeeds prints. */
  JsonObject json(String command) {
    return JsonParser.parseString(run(command)).getAsJsonObject();
  }

  /** Returns what a command that fails prints. */
  String failing(String command) {
    Answer answer = call(command);
    assertThat(answer.exit()).as(answer.out()).isNotZero();
    return answer.out();
  }

  private Answer call(String command) {
    List<String> line = new ArrayList<>(List.of(AWS.toString()));
    line.addAll(List.of(command.split(" ", -1)));
    line.addAll(List.of("--endpoint-url", local.endpoint().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID", local.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", local.secretAccessKey(),
                "AWS_DEFAULT_REGION", Clients.OREGON,
                "AWS_DEFAULT_OUTPUT", "json",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_PAGER", "",
                "AWS_MAX_ATTEMPTS", "1"));
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Answer(process.waitFor(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private record Answer(int exit, String out) {}
}
