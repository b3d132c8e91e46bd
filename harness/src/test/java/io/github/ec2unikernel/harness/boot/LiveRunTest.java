package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRunTest {

  @TempDir Path directory;

  private final AtomicReference<Object> outcome = new AtomicReference<>();

  /** Follows a machine that does nothing, for four minutes. */
  private BootReport await() {
    Expectations expectations =
        new Expectations(
            List.of(), List.of(), End.ANY, Duration.ofSeconds(60), Duration.ofSeconds(1));
    BootJudge judge =
        new BootJudge(
            expectations, LoaderWatch.none(), Duration.ofMinutes(4), new HostNames("dom0", "QEMU"));
    try (ConsoleLog console = ConsoleLog.create(directory.resolve("console.log"))) {
      BootRun run = new BootRun(judge, console, new BootListener() {});
      Judgement judgement = run.await(() -> false, () -> "");
      outcome.set(judgement);
      throw new IllegalStateException(judgement.reason());
    } catch (EnvironmentException e) {
      outcome.set(e.getMessage());
      throw e;
    }
  }

  @Test
  void whoIsInterruptedWhileAGuestBootsEndsTheBoot() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> LiveRun.start(after -> await(), new LiveConsole()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage("interrupted while waiting for the guest");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).hasValue("the boot was interrupted");
  }
}
