package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine tells, followed without one. */
class BootRunTest {

  @TempDir Path directory;

  private Judgement follow(String expected, String forbidden, List<String> reads, int reason) {
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile(expected)),
            List.of(Pattern.compile(forbidden)),
            End.ANY,
            Duration.ofSeconds(60),
            Duration.ofSeconds(5));
    BootJudge judge =
        new BootJudge(
            expectations, LoaderWatch.none(), Duration.ofMinutes(4), new HostNames("dom0", "QEMU"));
    try (ConsoleLog console = ConsoleLog.create(directory.resolve("console.log"))) {
      BootRun run = new BootRun(judge, console, new BootListener() {});
      run.news().event(new GuestEvent.Ready());
      run.news().event(new GuestEvent.Unpaused());
      int bytes = 0;
      for (String read : reads) {
        byte[] printed = read.getBytes(StandardCharsets.UTF_8);
        bytes += printed.length;
        run.news().console(ByteBuffer.wrap(printed));
      }
      run.news().event(new GuestEvent.ShutDown(reason));
      run.news().event(new GuestEvent.Drained(bytes));
      return run.await(() -> false, () -> "");
    }
  }

  @Test
  void aLastLineWithoutEndCounts() {
    assertThat(follow("READY", "panic", List.of("hello\nREADY"), 0).verdict())
        .isEqualTo(Verdict.SUCCESS);
    assertThat(follow("hello", "panic", List.of("hello\npanic"), 0).verdict())
        .isEqualTo(Verdict.FAILURE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 11, 12, 13, 20})
  void howTheConsoleIsReadDoesNotChangeTheVerdict(int cut) {
    String all = "exit code 10\nREADY\n";
    int at = Math.min(cut, all.length() - 1);
    List<String> reads = List.of(all.substring(0, at), all.substring(at));
    assertThat(follow("READY", "exit code 1$", reads, 0).verdict()).isEqualTo(Verdict.SUCCESS);
    assertThat(follow("exit code 1$", "never", reads, 0).verdict()).isEqualTo(Verdict.FAILURE);
  }

  @Test
  void aMachineThatEndsByItselfIsAnError() {
    Expectations expectations =
        new Expectations(
            List.of(), List.of(), End.ANY, Duration.ofSeconds(60), Duration.ofSeconds(1));
    BootJudge judge =
        new BootJudge(
            expectations, LoaderWatch.none(), Duration.ofMinutes(4), new HostNames("dom0", "QEMU"));
    try (ConsoleLog console = ConsoleLog.create(directory.resolve("console.log"))) {
      BootRun run = new BootRun(judge, console, new BootListener() {});
      Judgement judgement = run.await(() -> true, () -> "no memory");
      assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
      assertThat(judgement.reason()).contains("no memory");
    }
  }

  @Test
  void whoFollowsIsToldTheLastVerdict() {
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile("READY")),
            List.of(Pattern.compile("panic")),
            End.ANY,
            Duration.ofSeconds(60),
            Duration.ZERO);
    BootJudge judge =
        new BootJudge(
            expectations, LoaderWatch.none(), Duration.ofMinutes(4), new HostNames("dom0", "QEMU"));
    try (ConsoleLog console = ConsoleLog.create(directory.resolve("console.log"))) {
      BootRun run = new BootRun(judge, console, new BootListener() {});
      run.news().event(new GuestEvent.Ready());
      run.news().event(new GuestEvent.Unpaused());
      run.news().console(ByteBuffer.wrap("READY\n".getBytes(StandardCharsets.UTF_8)));
      Judgement first = run.await(() -> false, () -> "");
      assertThat(first.verdict()).isEqualTo(Verdict.SUCCESS);
      run.news().console(ByteBuffer.wrap("panic\n".getBytes(StandardCharsets.UTF_8)));
      Judgement last =
          run.follow(first, () -> false, () -> "", it -> it.verdict() == Verdict.SUCCESS);
      assertThat(last.verdict()).isEqualTo(Verdict.FAILURE);
    }
  }

  @Test
  void theGuestIsWaitedForFromTheLaunchOfItsMachine() {
    BootJudge judge =
        new BootJudge(
            new Expectations(
                List.of(), List.of(), End.ANY, Duration.ofSeconds(60), Duration.ofSeconds(1)),
            LoaderWatch.none(),
            Duration.ofSeconds(30),
            new HostNames("dom0", "QEMU"));
    judge.launched(Duration.ofSeconds(20));
    assertThat(judge.judge(Duration.ofSeconds(49), 0)).isEmpty();
    assertThat(judge.judge(Duration.ofSeconds(51), 0))
        .hasValueSatisfying(it -> assertThat(it.verdict()).isEqualTo(Verdict.ERROR));
  }
}
