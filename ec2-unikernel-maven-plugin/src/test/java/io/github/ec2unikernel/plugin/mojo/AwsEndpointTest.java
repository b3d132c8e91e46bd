package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsEndpointTest {

  private final Properties given = new Properties();
  private final Settings settings = new Settings(given, new Properties(), Path.of("/project"));
  private final AwsConfiguration aws = new AwsConfiguration();

  @Test
  void nothingGivenIsLeftToTheSdk() {
    try (AwsEndpoint endpoint = AwsEndpoint.open(aws, settings)) {
      assertThat(endpoint.target()).isEqualTo(AwsTarget.byDefault());
      assertThat(endpoint.local()).isEmpty();
      assertThat(endpoint.isOnThisMachine()).isFalse();
    }
  }

  @Test
  void regionProfileAndUrlAreHandedOn() {
    given.setProperty("unikernel.aws.region", "us-west-2");
    given.setProperty("unikernel.aws.profile", "work");
    given.setProperty("unikernel.aws.endpoint", "http://127.0.0.1:4566");

    try (AwsEndpoint endpoint = AwsEndpoint.open(aws, settings)) {
      assertThat(endpoint.target())
          .isEqualTo(new AwsTarget("us-west-2", "work", URI.create("http://127.0.0.1:4566"), null));
    }
  }

  @Test
  void localIsARunningEndpointWithKeysOfItsOwn(@TempDir Path directory) {
    given.setProperty("unikernel.aws.endpoint", "local");
    given.setProperty("unikernel.aws.profile", "work");
    given.setProperty("unikernel.aws.localDirectory", directory.toString());

    try (AwsEndpoint endpoint = AwsEndpoint.open(aws, settings)) {
      AwsTarget target = endpoint.target();
      assertThat(endpoint.local()).isPresent();
      assertThat(endpoint.isOnThisMachine()).isTrue();
      assertThat(target.endpoint()).hasHost("127.0.0.1");
      assertThat(target.accessKey()).isNotNull();
      assertThat(target.profile()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566, true",
    "https://localhost, true",
    "'http://[::1]:80/', true",
    "http://127.0.0.1.example.com, false",
    "https://ec2.us-west-2.amazonaws.com, false"
  })
  void onlyALoopbackAddressIsOnThisMachine(String url, boolean expected) {
    given.setProperty("unikernel.aws.endpoint", url);

    try (AwsEndpoint endpoint = AwsEndpoint.open(aws, settings)) {
      assertThat(endpoint.isOnThisMachine()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:4566",
        "localhost:4566",
        "//127.0.0.1:4566",
        "http:/127.0.0.1",
        "http://",
        "ftp://127.0.0.1",
        "file:///tmp",
        "http://a b",
        "Lokal"
      })
  void whatIsNoUrlIsQuoted(String endpoint) {
    given.setProperty("unikernel.aws.endpoint", endpoint);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> AwsEndpoint.open(aws, settings).close())
        .withMessage("<aws><endpoint> is '" + endpoint + "', which is no URL");
  }

  @Test
  void theLocalEc2KeepsItsStateWhereTheUserKeepsState() {
    assertThat(AwsEndpoint.localDirectory(null, "/home/me"))
        .isEqualTo(Path.of("/home/me/.local/state/ec2-unikernel/local-ec2"));
    assertThat(AwsEndpoint.localDirectory("", "/home/me"))
        .isEqualTo(Path.of("/home/me/.local/state/ec2-unikernel/local-ec2"));
    assertThat(AwsEndpoint.localDirectory("/state", "/home/me"))
        .isEqualTo(Path.of("/state/ec2-unikernel/local-ec2"));
  }

  @Test
  void anotherDirectoryForTheStateBeginsAtTheProject() {
    given.setProperty("unikernel.aws.localDirectory", "target/ec2");

    assertThat(AwsEndpoint.localDirectory(aws, settings)).isEqualTo(Path.of("/project/target/ec2"));
  }
}
