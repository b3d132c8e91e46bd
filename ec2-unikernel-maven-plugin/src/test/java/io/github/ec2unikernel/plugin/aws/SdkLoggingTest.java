package io.github.ec2unikernel.plugin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build with -X prints of the credentials; it sets Maven's logger to DEBUG like this. */
class SdkLoggingTest {

  private static final String TOKEN = "FwoGZXIvYXdzEXAMPLEsessionTOKEN";
  private static final String LEVEL = "-Dorg.slf4j.simpleLogger.";

  @TempDir Path folder;
  private LocalEc2 server;

  @BeforeEach
  void open() {
    server = LocalEc2.start(LocalEc2Options.in(folder.resolve("account")));
    // A refusal that is tried again, which quotes the request as AWS does.
    server
        .faults()
        .inject(Fault.error("DescribeImages", 1, "InternalError", 500, "'security-token:" + TOKEN));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aBuildInDebugModePrintsNeitherTokenNorSecret() throws Exception {
    String said = debugging();

    assertThat(said)
        .contains("pv-grub-hd0_1.05-x86_64.gz")
        .doesNotContain(TOKEN)
        .doesNotContain(server.secretAccessKey());
  }

  @Test
  void theRestOfTheSdkAtDebugStillSignsInSilence() throws Exception {
    server.faults().clear();

    String said = debugging(LEVEL + "log.software.amazon.awssdk=debug");

    assertThat(said).contains("Sending Request").doesNotContain(TOKEN);
  }

  @Test
  void theSignerIsHeardWhereTheUserAsksForIt() throws Exception {
    server.faults().clear();

    String said = debugging(LEVEL + "log.software.amazon.awssdk.http.auth=debug");

    assertThat(said).as("what is printed without the guard").contains(TOKEN);
  }

  @Test
  void aRetryIsHeardWhereTheUserAsksForIt() throws Exception {
    String said = debugging(LEVEL + "log.software.amazon.awssdk=debug");

    assertThat(said).as("what is printed without the guard").contains(TOKEN);
  }

  private String debugging(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(LEVEL + "defaultLogLevel=debug");
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SignedCallProcess.class.getName(),
            server.endpoint().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID", server.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", server.secretAccessKey(),
                "AWS_SESSION_TOKEN", TOKEN));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
