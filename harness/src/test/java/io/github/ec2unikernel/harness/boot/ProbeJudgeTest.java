package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.probe.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeJudgeTest {

  private static final Probe PAGE = Probe.http(80, "/");
  private static final Probe ECHO = Probe.tcp(7, "a", "a");
  private static final Answer RIGHT = new Answer(Answer.Kind.RIGHT, "HTTP 200 in 9 ms");
  private static final Answer WRONG = new Answer(Answer.Kind.WRONG, "HTTP 500 in 9 ms");
  private static final Answer NONE = new Answer(Answer.Kind.NONE, "Connection refused");

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static BootJudge judge(End end) {
    Expectations expectations =
        new Expectations(List.of(), List.of(), end, at(60), at(3)).withProbes(List.of(PAGE, ECHO));
    BootJudge judge =
        new BootJudge(
            expectations, LoaderWatch.ofHypervisor(), at(240), new HostNames("dom0", "QEMU"));
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.event(new GuestEvent.HandedOver(), at(12));
    return judge;
  }

  @Test
  void aGuestIsNotDoneBeforeItHasAnsweredAllProbesAndStayedUpSinceThen() {
    BootJudge judge = judge(End.ANY);
    assertThat(judge.judge(at(30), 0)).isEmpty();
    judge.answer(PAGE, RIGHT, at(31));
    assertThat(judge.judge(at(40), 0)).isEmpty();
    judge.answer(ECHO, RIGHT, at(41));
    assertThat(judge.judge(at(43), 0)).isEmpty();
    assertThat(judge.judge(at(44), 0))
        .contains(
            new Judgement(
                Verdict.SUCCESS,
                "the guest is running, and all 2 probes were answered as expected"));
  }

  @Test
  void aWrongAnswerInTimeIsTheGuestsFailure() {
    BootJudge judge = judge(End.ANY);
    judge.hasNoState(at(20));
    judge.answer(ECHO, NONE, at(20));
    judge.answer(PAGE, WRONG, at(21));
    judge.answer(PAGE, NONE, at(22));
    assertThat(judge.judge(at(71), 0))
        .contains(
            new Judgement(
                Verdict.FAILURE,
                "the guest runs, but did not answer as expected within 60 s: HTTP / on port 80: HTTP"
                    + " 500 in 9 ms"));
    assertThat(judge.probeResults())
        .containsExactly(
            new ProbeResult("HTTP / on port 80", false, at(21), "HTTP 500 in 9 ms"),
            new ProbeResult("TCP port 7", false, at(20), "Connection refused"));
  }

  @Test
  void noAnswerAtAllIsATimeoutThatTellsTheLastAttempt() {
    BootJudge judge = judge(End.ANY);
    judge.hasNoState(at(20));
    judge.answer(PAGE, RIGHT, at(20));
    judge.answer(ECHO, NONE, at(21));
    assertThat(judge.judge(at(71), 0))
        .contains(
            new Judgement(
                Verdict.TIMEOUT,
                "the guest runs, but did not answer within 60 s: TCP port 7: Connection refused"));
  }

  @Test
  void aGuestThatEndsBeforeItHasAnsweredFails() {
    BootJudge judge = judge(End.POWEROFF);
    judge.answer(ECHO, RIGHT, at(20));
    judge.event(new GuestEvent.ShutDown(0), at(21));
    judge.event(new GuestEvent.Drained(0), at(21));
    assertThat(judge.judge(at(21), 0))
        .contains(
            new Judgement(
                Verdict.FAILURE,
                "the guest powered off before it had answered as expected: HTTP / on port 80: it was"
                    + " not asked"));
  }

  @Test
  void aGuestMayEndOnceItHasAnswered() {
    BootJudge judge = judge(End.POWEROFF);
    judge.answer(ECHO, RIGHT, at(20));
    judge.answer(PAGE, RIGHT, at(20));
    judge.event(new GuestEvent.ShutDown(0), at(21));
    judge.event(new GuestEvent.Drained(0), at(21));
    assertThat(judge.judge(at(21), 0)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void onlyAnotherKindOfAnswerIsNews() {
    ProbeJudge judge = new ProbeJudge(List.of(PAGE));
    assertThat(judge.answer(PAGE, NONE, at(1))).isEmpty();
    assertThat(judge.answer(PAGE, WRONG, at(2))).isPresent();
    assertThat(judge.answer(PAGE, new Answer(Answer.Kind.WRONG, "HTTP 404"), at(3))).isEmpty();
    assertThat(judge.failure()).isEqualTo("HTTP / on port 80: HTTP 404");
    assertThat(judge.answer(PAGE, RIGHT, at(4)))
        .contains(new ProbeResult("HTTP / on port 80", true, at(4), "HTTP 200 in 9 ms"));
    assertThat(judge.allPassed()).isTrue();
  }

  @Test
  void aProbeThatCantBeAskedIsAnErrorUnlessTheGuestEnds() {
    Expectations expectations =
        new Expectations(List.of(), List.of(), End.ANY, at(60), at(3))
            .withProbes(List.of(Probe.tcp(7, "?", "x")));
    BootJudge judge =
        new BootJudge(expectations, LoaderWatch.none(), at(240), new HostNames("dom0", "QEMU"));
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.answer(expectations.probes().get(0), new Answer(Answer.Kind.UNASKABLE, "no way"), at(11));
    assertThat(judge.judge(at(12), 0)).isEmpty();
    assertThat(judge.judge(at(14), 0)).hasValue(new Judgement(Verdict.ERROR, "TCP port 7: no way"));
    judge.event(new GuestEvent.ShutDown(0), at(14));
    judge.event(new GuestEvent.Drained(0), at(14));
    assertThat(judge.judge(at(14), 0).orElseThrow().verdict()).isEqualTo(Verdict.FAILURE);
  }
}
