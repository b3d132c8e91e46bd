package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guest's end means for what was expected of it. */
class EndJudgeTest {

  private static Duration at(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static BootJudge started(End end, ExpectedLine... lines) {
    Expectations expectations =
        new Expectations(List.of(), List.of(), end, at(60), at(3)).withLines(List.of(lines));
    BootJudge judge =
        new BootJudge(
            expectations, LoaderWatch.none(), Duration.ofMinutes(4), new HostNames("dom0", "QEMU"));
    judge.event(new GuestEvent.Unpaused(), at(10));
    return judge;
  }

  private static Judgement ended(BootJudge judge, int code) {
    judge.event(new GuestEvent.ShutDown(code), at(14));
    judge.event(new GuestEvent.Drained(0), at(14));
    return judge.judge(at(14), 0).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // expected, Xen's code, verdict, end state
    "ANY, 0, SUCCESS, POWERED_OFF",
    "POWEROFF, 0, SUCCESS, POWERED_OFF",
    "RUNNING, 0, FAILURE, POWERED_OFF",
    "CRASH, 0, FAILURE, POWERED_OFF",
    "HANG, 0, FAILURE, POWERED_OFF",
    "REBOOT, 1, SUCCESS, REBOOTED",
    "ANY, 1, CRASH, REBOOTED",
    "CRASH, 1, CRASH, REBOOTED",
    "ANY, 2, FAILURE, SUSPENDED",
    "CRASH, 3, SUCCESS, CRASHED",
    "ANY, 3, CRASH, CRASHED",
    "REBOOT, 3, CRASH, CRASHED",
    "ANY, 4, CRASH, WATCHDOG",
    "CRASH, 4, CRASH, WATCHDOG",
    "ANY, 5, FAILURE, SOFT_RESET",
    "ANY, 77, FAILURE, OTHER",
  })
  void xensShutdownCodesAreJudgedByTheExpectedEnd(
      End expected, int code, Verdict verdict, EndState state) {
    BootJudge judge = started(expected);
    Judgement judgement = ended(judge, code);
    assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(verdict);
    assertThat(judge.endState()).isEqualTo(state);
  }

  @Test
  void theReasonNamesBothEnds() {
    assertThat(ended(started(End.CRASH), 0).reason())
        .isEqualTo("the guest powered off, and was expected to crash");
    assertThat(ended(started(End.ANY), 1).reason())
        .isEqualTo(
            "the guest rebooted (which it would do for ever where it is started again, as on EC2)");
    assertThat(ended(started(End.ANY), 77).reason()).contains("Xen's shutdown code 77");
  }

  @Test
  void anExpectedCrashBeforeTheExpectedLineIsNoSuccess() {
    Judgement judgement = ended(started(End.CRASH, ExpectedLine.of("panic")), 3);
    assertThat(judgement.verdict()).isEqualTo(Verdict.CRASH);
    assertThat(judgement.reason()).contains("crashed before /panic/ came (0 of 1");
  }

  @Test
  void aLateLineFailsWhileTheGuestRuns() {
    BootJudge judge = started(End.ANY, ExpectedLine.of("READY").within(at(2)));
    assertThat(judge.judge(at(12), 0)).isEmpty();
    assertThat(judge.judge(at(12.1), 0))
        .get()
        .returns(Verdict.FAILURE, Judgement::verdict)
        .extracting(Judgement::reason)
        .isEqualTo("/READY/ did not come within 2 s of the kernel's start");
    assertThat(judge.endState()).isEqualTo(EndState.RUNNING);
  }

  @Test
  void aGuestThatBlocksUntilItsTimeIsOverHangs() {
    Judgement judgement = timeIsOver(End.POWEROFF, true, 0.4, 0.4);
    assertThat(judgement.verdict()).isEqualTo(Verdict.TIMEOUT);
    assertThat(judgement.reason())
        .isEqualTo("the guest did not power off within 60 s; it is silent since 12.5 s, blocked");
  }

  @Test
  void aGuestThatSpinsIsBusy() {
    assertThat(timeIsOver(End.POWEROFF, false, 50.0, 50.9).reason()).endsWith(", busy");
  }

  @Test
  void aGuestThatWakesUpNowAndThenIsToldSo() {
    assertThat(timeIsOver(End.POWEROFF, true, 5.0, 5.3).reason())
        .endsWith(", at work now and then");
  }

  @Test
  void anExpectedHangIsASuccess() {
    Judgement judgement = timeIsOver(End.HANG, true, 0.4, 0.4);
    assertThat(judgement.verdict()).isEqualTo(Verdict.SUCCESS);
    assertThat(judgement.reason())
        .isEqualTo("the guest hangs, as expected: silent since 12.5 s, blocked");
  }

  /** Follows a guest that was silent since 12.5 s, and used so many CPU seconds at two moments. */
  private static Judgement timeIsOver(End end, boolean blocked, double first, double second) {
    BootJudge judge = started(end);
    judge.output(at(12.5));
    assertThat(judge.asksState(at(66.9))).isFalse();
    assertThat(judge.asksState(at(67))).isTrue();
    assertThat(judge.asksState(at(67.1))).as("while an answer is awaited").isFalse();
    judge.event(new GuestEvent.State(blocked, at(first)), at(67.2));
    assertThat(judge.asksState(at(67.3))).as("at once again").isFalse();
    assertThat(judge.asksState(at(68.2))).isTrue();
    judge.event(new GuestEvent.State(blocked, at(second)), at(68.2));
    assertThat(judge.asksState(at(69.5))).isFalse();
    assertThat(judge.judge(at(69.9), 0)).isEmpty();
    Judgement judgement = judge.judge(at(70), 0).orElseThrow();
    assertThat(judge.endState()).isEqualTo(EndState.HUNG);
    return judgement;
  }

  @Test
  void anAnswerOnItsWayIsWaitedForAWhile() {
    BootJudge judge = started(End.POWEROFF);
    assertThat(judge.asksState(at(69))).isTrue();
    assertThat(judge.judge(at(70), 0)).isEmpty();
    assertThat(judge.judge(at(83), 0)).isEmpty();
    assertThat(judge.judge(at(84), 0)).get().returns(Verdict.TIMEOUT, Judgement::verdict);
  }

  @Test
  void aGuestThatStillPrintsDoesNotHang() {
    BootJudge judge = started(End.HANG);
    judge.output(at(69.5));
    assertThat(judge.asksState(at(69.9))).isFalse();
    Judgement judgement = judge.judge(at(70), 0).orElseThrow();
    assertThat(judgement.verdict()).isEqualTo(Verdict.TIMEOUT);
    assertThat(judgement.reason()).isEqualTo("the guest did not hang within 60 s; it still prints");
    assertThat(judge.endState()).isEqualTo(EndState.RUNNING);
  }
}
