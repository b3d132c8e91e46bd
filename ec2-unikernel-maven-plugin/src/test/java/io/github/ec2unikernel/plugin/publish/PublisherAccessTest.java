package io.github.ec2unikernel.plugin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ec2unikernel.harness.localec2.Fault;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials, region, profile and endpoint that are missing or wrong. */
class PublisherAccessTest {

  @TempDir Path folder;
  private final Map<String, String> changed = new TreeMap<>();
  private LocalAccount account;

  @BeforeEach
  void openWithoutAnyAwsFiles() {
    account = new LocalAccount(folder);
    set("aws.configFile", folder.resolve("config").toString());
    set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    set("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void close() {
    changed.keySet().forEach(System::clearProperty);
    account.close();
  }

  @Test
  void noRegionNamesWhereItWasLookedFor() {
    ProblemException problem = failure(new AwsTarget(null, null, endpoint(), key()));

    assertThat(problem)
        .hasMessageContaining("No AWS region")
        .hasMessageContaining("AWS_REGION")
        .hasMessageContaining(folder.resolve("config").toString());
    assertThat(problem.hint()).contains("-Dunikernel.aws.region=us-west-2");
  }

  @Test
  void aNicknameIsNoRegion() {
    ProblemException problem = failure(new AwsTarget("Oregon", null, endpoint(), key()));

    assertThat(problem).isInstanceOf(InputException.class).hasMessageContaining("'Oregon'");
    assertThat(problem.hint()).contains("us-west-2 (Oregon)");
  }

  @Test
  void noCredentialsNameWhereTheyWereLookedFor() {
    ProblemException problem = failure(new AwsTarget("us-west-2", null, endpoint(), null));

    assertThat(problem)
        .hasMessageContaining("No AWS credentials")
        .hasMessageContaining("AWS_ACCESS_KEY_ID")
        .hasMessageContaining(folder.resolve("credentials").toString());
    assertThat(problem.hint()).contains("aws configure").contains("unikernel.aws.profile");
  }

  @Test
  void anUnknownProfileIsNamedWithTheKnownOnes() throws IOException {
    Files.writeString(folder.resolve("config"), "[profile work]\nregion = eu-west-1\n");

    ProblemException problem = failure(new AwsTarget(null, "wrok", endpoint(), null));

    assertThat(problem).hasMessageContaining("'wrok'");
    assertThat(problem.hint()).contains("work");
  }

  @Test
  void aProfileWithoutKeysSaysSo() throws IOException {
    Files.writeString(folder.resolve("config"), "[profile work]\nregion = eu-west-1\n");

    ProblemException problem = failure(new AwsTarget(null, "work", endpoint(), null));

    assertThat(problem).hasMessageContaining("'work' gave no credentials");
    assertThat(problem.hint()).contains("--profile work");
  }

  @Test
  void aProfileGivesRegionAndKeys() throws IOException {
    Files.writeString(folder.resolve("config"), "[profile work]\nregion = eu-west-1\n");
    Files.writeString(
        folder.resolve("credentials"),
        "[work]\naws_access_key_id = "
            + account.server().accessKeyId()
            + "\naws_secret_access_key = "
            + account.server().secretAccessKey()
            + "\n");

    MachineImage image =
        new Publisher()
            .publish(request(new AwsTarget(null, "work", endpoint(), null)), new Events())
            .primary();

    assertThat(image.region()).isEqualTo("eu-west-1");
    assertThat(image.kernelId()).isEqualTo("aki-dc9ed9af");
  }

  @Test
  void aWrongSecretIsSaidWithoutTellingAnySecret() {
    AccessKey wrong =
        new AccessKey(account.server().accessKeyId(), "wrong/secret/of/forty/characters/wrong+");

    ProblemException problem = failure(new AwsTarget("us-west-2", null, endpoint(), wrong));

    assertThat(problem).hasMessageContaining("does not accept the credentials");
    assertThat(problem.hint()).contains("clock");
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString())
        .doesNotContain("wrong/secret")
        .doesNotContain(account.server().secretAccessKey());
    assertThat(account.server().calls().of("StartSnapshot")).isEmpty();
  }

  @Test
  void keysThatEc2DoesNotKnowAreSaid() {
    account
        .server()
        .faults()
        .inject(Fault.error("DescribeImages", 1, "AuthFailure", 401, "Not validated").times(100));

    ProblemException problem = failure(account.target());

    assertThat(problem).hasMessageContaining("does not accept the credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RequestExpired", "ExpiredToken", "ExpiredTokenException"})
  void anExpiredTokenAsksForRenewal(String code) {
    account
        .server()
        .faults()
        .inject(Fault.error("DescribeImages", 1, code, 400, "Request has expired.").times(100));

    ProblemException problem = failure(account.target());

    assertThat(problem).hasMessageContaining("credentials have expired");
    assertThat(problem.hint()).contains("aws sso login");
  }

  @Test
  void aRefusedConnectionNamesTheEndpoint() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);

    ProblemException problem = failure(new AwsTarget("us-west-2", null, nobody, key()));

    assertThat(problem).hasMessageContaining("Nothing answers at " + nobody);
    assertThat(problem.hint()).contains("unikernel.aws.endpoint");
  }

  private URI endpoint() {
    return account.server().endpoint();
  }

  private AccessKey key() {
    return new AccessKey(account.server().accessKeyId(), account.server().secretAccessKey());
  }

  private PublishRequest request(AwsTarget target) {
    PublishRequest request = account.request(account.disk("disk", RawDisks.BLOCK, 0));
    return request.with(target);
  }

  private ProblemException failure(AwsTarget target) {
    return catchThrowableOfType(
        ProblemException.class, () -> new Publisher().publish(request(target), new Events()));
  }

  private void set(String property, String value) {
    System.setProperty(property, value);
    changed.put(property, value);
  }
}
