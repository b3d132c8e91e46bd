package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTimestampTest {

  private final Properties pom = new Properties();
  private final Settings settings = new Settings(new Properties(), pom, Path.of("/project"));

  @Test
  void withoutAPropertyItIsAlwaysTheSame() {
    assertThat(OutputTimestamp.of(settings)).isEqualTo("2000-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2026-01-01T02:00:00+02:00, 2026-01-01T00:00:00Z",
    "1767225600, 2026-01-01T00:00:00Z"
  })
  void secondsAndIsoTimesAreTaken(String given, Instant expected) {
    pom.setProperty("project.build.outputTimestamp", given);

    assertThat(OutputTimestamp.of(settings)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-01-01", "x", "99999999999999999999"})
  void anythingElseIsQuoted(String given) {
    pom.setProperty("project.build.outputTimestamp", given);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> OutputTimestamp.of(settings))
        .withMessage("project.build.outputTimestamp is '" + given + "'");
  }
}
