package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ends that a guest can come to, seen on real ones. */
class EndsIT {

  private static final Path KERNEL = Path.of("src/test/kernels/hello-notes.xen");

  @TempDir Path directory;

  private static Expectations expect(End end, int timeout, String... lines) {
    return new Expectations(
        List.of(lines).stream().map(Pattern::compile).toList(),
        List.of(),
        end,
        Duration.ofSeconds(timeout),
        Duration.ofSeconds(1));
  }

  private BootReport boot(String arguments, Expectations expectations) {
    return new BootCheck(BootOptions.in(directory))
        .run(
            Machine.ofKernel(KERNEL).withMemory(64).withArguments(arguments),
            expectations,
            new BootListener() {});
  }

  private static void assertEnd(BootReport report, Verdict verdict, EndState end) {
    assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
    assertThat(report.outcome().end()).isEqualTo(end);
  }

  @Test
  void aGuestThatSleepsForEverHangsBlocked() {
    BootReport report = boot("hang=early", expect(End.HANG, 5, "cmdline"));
    assertEnd(report, Verdict.SUCCESS, EndState.HUNG);
    assertThat(report.reason())
        .matches("the guest hangs, as expected: silent since .* s, blocked, and the expected .*");
  }

  @Test
  void aGuestThatSpinsForEverHangsBusily() {
    BootReport report = boot("hang=busy", expect(End.POWEROFF, 5, "READY"));
    assertEnd(report, Verdict.TIMEOUT, EndState.HUNG);
    assertThat(report.reason())
        .startsWith("the guest did not power off within 5 s; it is silent since ")
        .endsWith(" s, busy");
  }

  @Test
  void aCrashThatIsExpectedIsASuccess() {
    BootReport report = boot("panic", expect(End.CRASH, 60, "^panic: asked to$"));
    assertEnd(report, Verdict.SUCCESS, EndState.CRASHED);
  }

  @Test
  void aGuestThatRebootsForEverIsToldAtItsFirstReboot() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("guest.xl"),
            """
            name = 'again'
            kernel = '%s'
            type = 'pv'
            memory = 64
            extra = 'reboot'
            on_reboot = 'restart'
            on_crash = 'restart'
            """
                .formatted(KERNEL.toAbsolutePath()));
    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")))
            .runXl(config, expect(End.ANY, 60), new BootListener() {});
    assertEnd(report, Verdict.CRASH, EndState.REBOOTED);
    assertThat(report.reason()).contains("the guest rebooted (which it would do for ever");
    assertThat(Files.readAllLines(report.console())).containsOnlyOnce("READY");
  }
}
