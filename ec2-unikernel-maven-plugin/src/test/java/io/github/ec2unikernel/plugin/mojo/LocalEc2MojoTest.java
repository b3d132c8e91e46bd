package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LocalEc2MojoTest {

  private static final String EXPORT_URL = "info   export AWS_ENDPOINT_URL=";

  private final NoProject maven = new NoProject();
  private final Properties given = maven.given();
  private final RecordingLog log = new RecordingLog();
  private final LocalEc2Mojo mojo = new LocalEc2Mojo();

  @BeforeEach
  void prepare(@TempDir Path directory) {
    maven.prepare(mojo, directory, log);
  }

  @Test
  void itAnswersAtTheUrlItSaysUntilItIsStopped() throws Exception {
    List<Exception> thrown = new ArrayList<>();
    Thread goal =
        new Thread(
            () -> {
              try {
                mojo.execute();
              } catch (MojoExecutionException | MojoFailureException e) {
                thrown.add(e);
              }
            });
    goal.start();
    while (!log.lines().contains("info Ctrl-C ends it.") && goal.isAlive()) {
      Thread.sleep(20);
    }

    URI url =
        log.lines().stream()
            .filter(line -> line.startsWith(EXPORT_URL))
            .map(line -> URI.create(line.substring(EXPORT_URL.length())))
            .findFirst()
            .orElseThrow();
    assertThat(status(url)).as("an unsigned request is refused").isBetween(400, 403);
    assertThat(log.lines()).contains("info   export AWS_DEFAULT_REGION=us-west-2");

    goal.interrupt();
    goal.join(Duration.ofSeconds(20).toMillis());
    assertThat(goal.isAlive()).isFalse();
    assertThat(thrown).isEmpty();
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> status(url));
  }

  @Test
  void itSaysWhatItAllowsWhatGoesWrongAndWhereItLogs(@TempDir Path files) throws Exception {
    Path policy = files.resolve("policy.json");
    Files.writeString(
        policy, "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}");
    Path faults = files.resolve("faults.txt");
    Files.writeString(faults, "RegisterImage throttled");
    Path calls = files.resolve("calls.jsonl");
    given.setProperty("unikernel.localEc2.policy", policy.toString());
    given.setProperty("unikernel.localEc2.faults", faults.toString());
    given.setProperty("unikernel.localEc2.log", calls.toString());
    Thread.currentThread().interrupt();

    mojo.execute();

    assertThat(Thread.interrupted()).as("it was stopped").isTrue();
    assertThat(log.lines())
        .contains(
            "info It allows only what these policies allow: " + policy + ".",
            "info It goes wrong as " + faults + " says.",
            "info It logs each call to " + calls + ".");
    assertThat(calls).exists();
  }

  @Test
  void aPolicyThatIamWouldRefuseIsNamed(@TempDir Path files) throws Exception {
    Path policy = files.resolve("policy.json");
    Files.writeString(policy, "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\"}}");
    given.setProperty("unikernel.localEc2.policy", policy.toString());

    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(mojo::execute)
        .withMessageContaining(
            "The policy " + policy + " can't be used: Statement: Resource is missing");
  }

  @Test
  void aBadPortIsQuotedWithItsElementAndItsProperty() {
    given.setProperty("unikernel.localPort", "http");

    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(mojo::execute)
        .withMessage(
            "<localPort> is 'http'. Give a whole number, in the POM or with -Dunikernel.localPort.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"70000", "-1"})
  void aPortThatTcpDoesNotHaveIsQuoted(String port) {
    given.setProperty("unikernel.localPort", port);

    assertThatExceptionOfType(MojoFailureException.class)
        .isThrownBy(mojo::execute)
        .withMessage(
            "The local EC2's port is "
                + port
                + ". Give one of 1 to 65535, or 0 for any that is free.");
  }

  private static int status(URI url) throws IOException, InterruptedException {
    HttpRequest get = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
    return HttpClient.newHttpClient()
        .send(get, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
