package io.github.ec2unikernel.harness.boot;

import static io.github.ec2unikernel.harness.boot.BootJudgeTest.FOR_GUEST;
import static io.github.ec2unikernel.harness.boot.BootJudgeTest.at;
import static io.github.ec2unikernel.harness.boot.BootJudgeTest.end;
import static io.github.ec2unikernel.harness.boot.BootJudgeTest.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.probe.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests that firmware starts off a disk, whose kernel nobody but the console tells of. */
class DiskBootJudgeTest {

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
