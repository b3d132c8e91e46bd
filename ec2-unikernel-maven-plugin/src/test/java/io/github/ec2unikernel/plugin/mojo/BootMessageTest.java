package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Checks;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.MachineFacts;
import io.github.ec2unikernel.harness.model.Outcome;
import io.github.ec2unikernel.harness.model.TimedLine;
import io.github.ec2unikernel.harness.model.Timeline;
import io.github.ec2unikernel.harness.model.Transcript;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BootMessageTest {

  @Test
  void aFailureSaysVerdictReasonConsoleAndWhereTheRestIs() {
    assertThat(
            message(Verdict.CRASH, "the guest crashed before /READY/ came", "one", "two").failure())
        .isEqualTo(
            """
            boot: CRASH: the guest crashed before /READY/ came (after 7.2 s; pvgrub, 128 MiB)
            The last lines of its console:
              | one
              | two
            Whole console: target/console.log""");
  }

  @Test
  void aGuestThatPrintedNothingIsToldSo() {
    assertThat(message(Verdict.TIMEOUT, "no kernel within 60 s").failure())
        .isEqualTo(
            """
            boot: TIMEOUT: no kernel within 60 s (after 7.2 s; pvgrub, 128 MiB)
            The guest printed nothing.
            Whole console: target/console.log""");
  }

  @Test
  void likelyCausesComeBeforeTheConsoleWithTheirHints() {
    Outcome outcome =
        new Outcome(
            Verdict.FAILURE,
            "no kernel",
            EndState.POWERED_OFF,
            List.of(new Finding("The disk has no menu.lst.", "no menu", "Put one there.")));
    assertThat(message(outcome).failure())
        .isEqualTo(
            """
            boot: FAILURE: no kernel (after 7.2 s; pvgrub, 128 MiB)
            Likely cause: The disk has no menu.lst.
              -> Put one there.
            The guest printed nothing.
            Whole console: target/console.log""");
  }

  @Test
  void theHintIsTheCommandThatRepeatsIt() {
    assertThat(message(Verdict.FAILURE, "the guest powered off").hint())
        .isEqualTo("Repeat: mvn boot");
  }

  @Test
  void successIsOneLine() {
    assertThat(message(Verdict.SUCCESS, "the guest is running", "READY").success())
        .isEqualTo("Booted in 7.2 s (pvgrub, 128 MiB): the guest is running");
  }

  private static BootMessage message(Verdict verdict, String reason, String... console) {
    return message(Outcome.of(verdict, reason), console);
  }

  private static BootMessage message(Outcome outcome, String... console) {
    BootReport report =
        new BootReport(
            outcome,
            new MachineFacts("pvgrub, 128 MiB", List.of(), "", "", Path.of("target/machine.log")),
            new Timeline(Instant.EPOCH, List.of(), Duration.ofMillis(7249)),
            Checks.none(),
            new Transcript(
                Path.of("target/console.log"),
                Stream.of(console).map(line -> new TimedLine(Duration.ZERO, line)).toList(),
                0,
                List.of()));
    return new BootMessage(report, "mvn boot");
  }
}
