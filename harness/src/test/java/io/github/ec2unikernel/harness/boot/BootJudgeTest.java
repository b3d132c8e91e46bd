package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.probe.Answer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootJudgeTest {

  private static BootJudge judge(Loader loader, End end, String... lines) {
    LoaderWatch boot = loader == Loader.PVGRUB ? LoaderWatch.ofHypervisor() : LoaderWatch.none();
    return judge(boot, List.of(), end, lines);
  }

  private static BootJudge judge(LoaderWatch boot, List<Probe> probes, End end, String... lines) {
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

  private static final Duration FOR_GUEST = Duration.ofMinutes(4);

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static BootJudge started(End end, String... lines) {
    BootJudge judge = judge(Loader.PVGRUB, end, lines);
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.event(new GuestEvent.HandedOver(), at(12));
    return judge;
  }

  private static void end(BootJudge judge, int reason, long bytes) {
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

  private static BootJudge startedByFirmware(String... lines) {
    return startedByFirmware(List.of(), lines);
  }

  private static BootJudge startedByFirmware(List<Probe> probes, String... lines) {
    return startedByFirmware(probes, End.ANY, lines);
  }

  private static BootJudge startedByFirmware(List<Probe> probes, End end, String... lines) {
    LoaderWatch boot = LoaderWatch.onDisk(BootWay.DISK, Firmware.BIOS);
    BootJudge judge = judge(boot, probes, end, lines);
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.event(new GuestEvent.LoaderStarted(), at(11));
    return judge;
  }

  @Test
  void aBootLoaderOnTheDiskThatFailsAndPowersOffIsQuotedAndNotTheKernel() {
    BootJudge judge = startedByFirmware("READY");
    judge.line("error: no multiboot header found.", at(12));
    end(judge, 0, 6);
    assertThat(judge.judge(at(14), 6))
        .contains(
            new Judgement(
                Verdict.FAILURE,
                "the boot loader started no kernel; it said: error: no multiboot header found."));
    assertThat(judge.hasHandedOver()).isFalse();
  }

  @Test
  void aKernelOffADiskThatIsNeverHeardIsNoSuccess() {
    BootJudge judge = startedByFirmware();
    judge.line("Welcome to GRUB!", at(12));
    assertThat(judge.judge(at(69), 0)).isEmpty();
    assertThat(judge.judge(at(90), 0))
        .contains(
            new Judgement(
                Verdict.TIMEOUT,
                "the firmware started the disk's boot loader, and no kernel was heard on the serial"
                    + " port within 60 s"));
  }

  @ParameterizedTest
  @CsvSource({
    "ANY, 0, FAILURE, the guest powered off",
    "POWEROFF, 0, FAILURE, the guest powered off",
    "CRASH, 3, CRASH, the guest crashed",
    "REBOOT, 1, CRASH, the guest rebooted"
  })
  void anEndOffADiskIsNoSuccessWhereNoKernelWasHeard(
      End end, int code, Verdict verdict, String reason) {
    BootJudge judge = startedByFirmware(List.of(), end);
    judge.line("Welcome to GRUB!", at(12));
    judge.line("error: invalid magic number.", at(12));
    end(judge, code, 6);
    assertThat(judge.judge(at(14), 6))
        .get()
        .returns(verdict, Judgement::verdict)
        .extracting(Judgement::reason)
        .asString()
        .startsWith(reason)
        .endsWith(
            ", and no kernel was heard on the serial port; it said: error: invalid magic number.");
  }

  @Test
  void anErrorThatABootLoaderOnADiskPrintsLateIsNotOverlooked() {
    BootJudge judge = startedByFirmware();
    assertThat(judge.judge(at(20), 0)).isEmpty();
    judge.line("error: failure reading sector 0x800 from `hd0'.", at(21));
    assertThat(judge.judge(at(24), 0)).isEmpty();
    assertThat(judge.judge(at(25), 0)).get().returns(Verdict.FAILURE, Judgement::verdict);
  }

  @Test
  void theGraceTimeOfAKernelOffADiskBeginsWithItsFirstLine() {
    BootJudge judge = startedByFirmware();
    judge.line("Welcome to GRUB!", at(12));
    judge.line("hello", at(20));
    assertThat(judge.judge(at(22), 0)).isEmpty();
    assertThat(judge.judge(at(23), 0)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void aSilentKernelOffADiskThatAnswersRuns() {
    Probe probe = Probe.tcp(80, "", "");
    BootJudge judge = startedByFirmware(List.of(probe));
    assertThat(judge.kernelMayRun()).isTrue();
    assertThat(judge.judge(at(20), 0)).isEmpty();
    judge.answer(probe, new Answer(Answer.Kind.RIGHT, "connected"), at(30));
    assertThat(judge.judge(at(32), 0)).isEmpty();
    assertThat(judge.judge(at(33), 0)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void aPromptOffADiskThatWasExpectedIsTheKernels() {
    BootJudge judge = startedByFirmware("login:");
    assertThat(judge.partial("login: ", at(13))).isTrue();
    assertThat(judge.judge(at(16), 7)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void aGuestThatEndsBeforeAnybodySawItsBootLoaderIsJudgedByWhatItPrinted() {
    LoaderWatch boot = LoaderWatch.onDisk(BootWay.MULTIBOOT, Firmware.BIOS);
    BootJudge judge = judge(boot, List.of(), End.ANY, "READY");
    judge.event(new GuestEvent.Unpaused(), at(10));
    assertThat(judge.line("READY", at(10))).isTrue();
    end(judge, 0, 6);
    assertThat(judge.judge(at(14), 6)).get().returns(Verdict.SUCCESS, Judgement::verdict);
  }

  @Test
  void anErrorThatGrubGetsOverDoesNotEndTheBootThoughItsStartIsToldLater() {
    LoaderWatch boot = LoaderWatch.onDisk(BootWay.SHIM, Firmware.BIOS);
    BootJudge judge = judge(boot, List.of(), End.ANY, "READY");
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.line("error: Can't get controller info..", at(11));
    judge.event(new GuestEvent.LoaderStarted(), at(12));
    judge.line("(XEN) Command line: pv-shim", at(13));
    assertThat(judge.judge(at(20), 0)).isEmpty();
  }

  @Test
  void theTimeForTheFirstLineOfAKernelOffADiskIsCountedFromTheKernelNotFromGrub() {
    Expectations expectations =
        new Expectations(
                List.of(), List.of(), End.ANY, Duration.ofSeconds(60), Duration.ofSeconds(3))
            .withLines(List.of(ExpectedLine.of("READY").within(Duration.ofSeconds(5))));
    BootJudge judge =
        new BootJudge(
            expectations,
            LoaderWatch.onDisk(BootWay.MULTIBOOT, Firmware.BIOS),
            FOR_GUEST,
            new HostNames("dom0", "QEMU"));
    judge.event(new GuestEvent.Unpaused(), at(10));
    judge.event(new GuestEvent.LoaderStarted(), at(11));
    judge.line("Welcome to GRUB!", at(12));
    assertThat(judge.judge(at(20), 0)).isEmpty();
    judge.line("hello", at(21));
    assertThat(judge.judge(at(25), 0)).isEmpty();
    assertThat(judge.judge(at(27), 0)).get().returns(Verdict.FAILURE, Judgement::verdict);
  }

  @Test
  void theFirstLineOfAKernelOffADiskTellsThatItRuns() {
    BootJudge judge = startedByFirmware("READY");
    assertThat(judge.line("Welcome to GRUB!", at(12))).isFalse();
    assertThat(judge.line("hello", at(12))).isTrue();
    assertThat(judge.hasHandedOver()).isTrue();
  }
}
