package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BootJudgeTest {

  private static BootJudge judge(Loader loader, End end, String... lines) {
    LoaderWatch boot = loader == Loader.PVGRUB ? LoaderWatch.ofHypervisor() : LoaderWatch.none();
    return judge(boot, List.of(), end, lines);
  }

  static BootJudge judge(LoaderWatch boot, List<Probe> probes, End end, String... lines) {
    return new BootJudge(
        new Expectations(
                List.of(lines).stream().map(Pattern::compile).toList(),
                List.of(Pattern.compile("panic")),
                end,
                Duration.ofSeconds(60),
                Duration.ofSeconds(3))
            .withProbes(probes),
        boot,
        FOR_GUEST,
        new HostNames("dom0", "QEMU"));
  }

  static final Duration FOR_GUEST = Duration.ofMinutes(4);

  static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static BootJudge started(End end, String... lines) {
    BootJudge judge = judge(Loader.PVGRUB, end, lines);
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.event(new GuestEvent.HandedOver(), at(12));
    return judge;
  }

  static void end(BootJudge judge, int reason, long bytes) {
    judge.event(new GuestEvent.ShutDown(reason), at(14));
    judge.event(new GuestEvent.Drained(bytes), at(14));
  }

  @Test
  void aGuestThatDoesAllAndPowersOffSucceeds() {
    BootJudge judge = started(End.ANY, "READY");
    judge.line("READY", at(13));
    end(judge, 0, 6);
    assertThat(judge.judge(at(14), 6)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void thereIsNoVerdictBeforeTheWholeConsoleIsRead() {
    BootJudge judge = started(End.ANY, "READY");
    end(judge, 0, 6);
    assertThat(judge.judge(at(14), 5)).isEmpty();
  }

  @Test
  void aConsoleThatStaysIncompleteIsWaitedForSoLongOnly() {
    BootJudge judge = started(End.ANY);
    end(judge, 3, 10);
    assertThat(judge.judge(at(14), 8)).isEmpty();
    assertThat(judge.judge(at(40), 9)).isEmpty();
    assertThat(judge.judge(at(69), 9)).isEmpty();
    Judgement judgement = judge.judge(at(70), 9).orElseThrow();
    assertThat(judgement.verdict()).isEqualTo(Verdict.CRASH);
    assertThat(judgement.reason()).contains("console is missing");
  }

  @Test
  void theBootLoadersFirstErrorIsTold() {
    BootJudge judge = judge(Loader.PVGRUB, End.ANY);
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.line("error: out of memory.", at(11));
    judge.line("pvgrub: /k can't be loaded", at(11));
    assertThat(judge.judge(at(13), 0)).isEmpty();
    Judgement judgement = judge.judge(at(15), 0).orElseThrow();
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(judgement.reason()).contains("out of memory");
  }

  @Test
  void aBootLoaderThatGoesOnWithItsFallbackHasNotFailed() {
    BootJudge judge = judge(Loader.PVGRUB, End.ANY);
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.line("pvgrub: /gone can't be loaded", at(11));
    judge.line("pvgrub: next is fallback entry 1", at(11));
    assertThat(judge.judge(at(20), 0)).isEmpty();
    judge.line("pvgrub: /lost can't be loaded", at(21));
    assertThat(judge.judge(at(25), 0))
        .get()
        .returns(Verdict.FAILURE, Judgement::verdict)
        .satisfies(judgement -> assertThat(judgement.reason()).contains("/lost"));
  }

  @Test
  void anErrorThatTheKernelPrintsIsNotTheBootLoaders() {
    BootJudge judge = started(End.ANY);
    judge.line("error: of the guest", at(13));
    assertThat(judge.judge(at(17), 0)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void aCrashAfterTheLastExpectedLineIsACrash() {
    BootJudge judge = started(End.ANY, "READY");
    judge.line("READY", at(13));
    assertThat(judge.judge(at(14), 6)).isEmpty();
    end(judge, 3, 6);
    assertThat(judge.judge(at(14), 6)).get().returns(Verdict.CRASH, Judgement::verdict);
  }

  @Test
  void aRebootIsACrash() {
    BootJudge judge = started(End.ANY);
    end(judge, 1, 0);
    assertThat(judge.judge(at(14), 0)).get().returns(Verdict.CRASH, Judgement::verdict);
  }

  @Test
  void aGuestThatStaysUpForTheGraceTimeSucceeds() {
    BootJudge judge = started(End.RUNNING, "READY");
    judge.line("READY", at(13));
    assertThat(judge.judge(at(15), 6)).isEmpty();
    assertThat(judge.judge(at(16), 6)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void withoutExpectationsTheGraceTimeBeginsWithTheKernel() {
    BootJudge judge = started(End.ANY);
    assertThat(judge.judge(at(14), 0)).isEmpty();
    assertThat(judge.judge(at(15), 0)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void aBootLoaderThatOnlySitsThereIsNoSuccess() {
    BootJudge judge = judge(Loader.PVGRUB, End.ANY);
    judge.event(new GuestEvent.Unpaused(), at(10));
    assertThat(judge.judge(at(20), 0)).isEmpty();
    assertThat(judge.judge(at(70), 0))
        .get()
        .returns(Verdict.TIMEOUT, Judgement::verdict)
        .extracting(Judgement::reason)
        .asString()
        .contains("boot loader");
  }

  @Test
  void aBootLoaderThatHaltsIsAFailure() {
    BootJudge judge = judge(Loader.PVGRUB, End.ANY);
    judge.event(new GuestEvent.Unpaused(), at(10));
    end(judge, 0, 0);
    assertThat(judge.judge(at(14), 0)).get().returns(Verdict.FAILURE, Judgement::verdict);
  }

  @Test
  void underLibxlTheKernelStartsAtOnce() {
    BootJudge judge = judge(Loader.LIBXL, End.ANY);
    judge.event(new GuestEvent.Unpaused(), at(10));
    assertThat(judge.judge(at(13), 0)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void aLineThatNeverComesIsNamedWhenTimeIsUp() {
    BootJudge judge = started(End.ANY, "one", "two");
    judge.line("one", at(13));
    assertThat(judge.judge(at(69), 4)).isEmpty();
    Judgement judgement = judge.judge(at(70), 4).orElseThrow();
    assertThat(judgement.verdict()).isEqualTo(Verdict.TIMEOUT);
    assertThat(judgement.reason()).contains("/two/").contains("1 of 2");
  }

  @Test
  void poweringOffEarlyIsAFailure() {
    BootJudge judge = started(End.ANY, "READY");
    end(judge, 0, 0);
    assertThat(judge.judge(at(14), 0)).get().returns(Verdict.FAILURE, Judgement::verdict);
  }

  @Test
  void poweringOffIsAFailureWhereRunningIsExpected() {
    BootJudge judge = started(End.RUNNING);
    end(judge, 0, 0);
    assertThat(judge.judge(at(14), 0)).get().returns(Verdict.FAILURE, Judgement::verdict);
  }

  @Test
  void stayingUpTimesOutWherePowerOffIsExpected() {
    BootJudge judge = started(End.POWEROFF, "READY");
    judge.line("READY", at(13));
    assertThat(judge.judge(at(30), 6)).isEmpty();
    assertThat(judge.judge(at(70), 6)).get().returns(Verdict.TIMEOUT, Judgement::verdict);
  }

  @Test
  void aForbiddenLineFailsAtOnce() {
    BootJudge judge = started(End.ANY, "READY");
    judge.line("panic: asked to", at(13));
    assertThat(judge.judge(at(13), 6)).get().returns(Verdict.FAILURE, Judgement::verdict);
  }

  @Test
  void aPromptMeetsAnExpectation() {
    BootJudge judge = started(End.ANY, "login:");
    judge.partial("login: ", at(13));
    assertThat(judge.judge(at(16), 7)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void aKernelThatXenRefusesIsTheGuestsFault() {
    BootJudge judge = judge(Loader.LIBXL, End.ANY);
    judge.event(new GuestEvent.Said("xc: error: not a kernel"), at(9));
    judge.event(new GuestEvent.Refused("xl create failed"), at(9));
    Judgement judgement = judge.judge(at(9), 0).orElseThrow();
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(judgement.reason()).contains("not a kernel");
  }

  @Test
  void whatBreaksAroundTheGuestIsAnError() {
    BootJudge dom0 = judge(Loader.LIBXL, End.ANY);
    dom0.event(new GuestEvent.Failed("xenconsoled: 1"), at(5));
    assertThat(dom0.judge(at(5), 0)).get().returns(Verdict.ERROR, Judgement::verdict);
    BootJudge qemu = judge(Loader.LIBXL, End.ANY);
    qemu.machineEnded("out of memory");
    assertThat(qemu.judge(at(5), 0)).get().returns(Verdict.ERROR, Judgement::verdict);
    BootJudge slow = judge(Loader.LIBXL, End.ANY);
    assertThat(slow.judge(FOR_GUEST.plusMillis(1), 0))
        .get()
        .returns(Verdict.ERROR, Judgement::verdict);
  }
}
