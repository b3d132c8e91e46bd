package io.github.ec2unikernel.harness.localec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultScriptTest {

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("RegisterImage denied", Fault.denied("RegisterImage", 1)),
        Arguments.of(
            "ebs:PutSnapshotBlock throttled nth=3 times=2",
            Fault.throttled("PutSnapshotBlock", 3).times(2).in("ebs")),
        Arguments.of("* reset after nth=17", Fault.ofAny(17, new Effect.Reset()).after()),
        Arguments.of(
            "s3:* delay=100ms~50ms times=always",
            Fault.of("*", 1, new Effect.Delay(Duration.ofMillis(100), Duration.ofMillis(50)))
                .in("s3")
                .times(Fault.ALWAYS)),
        Arguments.of(
            "CreateTags error=InvalidID/400 where:ResourceId.1=ami-*",
            Fault.error("CreateTags", 1, "InvalidID", 400, "This was asked for.")
                .with(Map.of("ResourceId.1", "ami-*"))),
        Arguments.of("* broken random=0.25 seed=7", Fault.random(0.25, 7, new Effect.Breakdown())),
        Arguments.of("* unavailable", Fault.ofAny(1, new Effect.Outage())),
        Arguments.of("* expired", Fault.ofAny(1, new Effect.Expiry())),
        Arguments.of("* silent", Fault.ofAny(1, new Effect.Silence())),
        Arguments.of("* cut", Fault.ofAny(1, new Effect.Cut())),
        Arguments.of("* skewed=-20m", Fault.ofAny(1, new Effect.Skew(Duration.ofMinutes(-20)))),
        Arguments.of(
            "StartSnapshot unseen=2s",
            Fault.of("StartSnapshot", 1, new Effect.Unseen(Duration.ofSeconds(2)))),
        Arguments.of(
            "Describe* behind=1h",
            Fault.of("Describe*", 1, new Effect.Behind(Duration.ofHours(1)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aLineSaysWhichCallsAndWhatHappensToThem(String line, Fault fault) {
    assertThat(FaultScript.parse(line, "here").faults()).containsExactly(fault);
  }

  @Test
  void chanceMayPickOneOfAllThatPass() {
    assertThat(FaultScript.parse("* passing random=0.06 seed=42", "here").faults())
        .isEqualTo(Fault.passing(0.06, 42));
  }

  @Test
  void aFileHoldsLinesWithCommentsAndTheNetwork(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("faults.txt");
    Files.writeString(
        file,
        """
        # after this it is slow; RegisterImage denied
          # nor does a comment end here; network latency=1h

        network latency=20ms jitter=5ms connection=10MiB all=100KiB seed=3
        StartSnapshot reset ; StartSnapshot denied nth=2
        """);

    FaultScript script = FaultScript.read(file);

    assertThat(script.network())
        .isEqualTo(
            new Network(Duration.ofMillis(20), Duration.ofMillis(5), 3, 10 << 20, 100 << 10));
    assertThat(script.faults())
        .containsExactly(Fault.reset("StartSnapshot", 1), Fault.denied("StartSnapshot", 2));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "RegisterImage, does not say what happens",
    "RegisterImage forbidden, can't be understood at 'forbidden'",
    "RegisterImage denied nth=x, can't be understood at 'nth=x'",
    "RegisterImage delay=100, can't be understood at '100'",
    "RegisterImage error=Code, can't be understood at 'error=Code'",
    "* reset random=2, can't be understood at 'random=2'",
    "* reset random=x, can't be understood at 'random=x'",
    "* passing, can't be understood at 'passing'",
    "network latency=1s speed=2, can't be understood at 'speed'",
    "network all=1MB, can't be understood at 'all=1MB'",
  })
  void whatIsNotUnderstoodIsQuotedWithItsSource(String line, String problem) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> FaultScript.parse(line, "faults.txt"))
        .withMessageContaining("The fault '" + line + "' of faults.txt")
        .withMessageContaining(problem);
  }

  @Test
  void aFileThatIsNotThereIsNamed(@TempDir Path directory) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> FaultScript.read(directory.resolve("none")))
        .withMessageContaining(directory.resolve("none").toString());
  }
}
