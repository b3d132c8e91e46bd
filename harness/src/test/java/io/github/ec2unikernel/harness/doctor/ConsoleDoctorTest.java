package io.github.ec2unikernel.harness.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.ExpectedLine;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.Loader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleDoctorTest {

  private static final ConsoleDoctor DOCTOR = new ConsoleDoctor();

  private static Symptoms symptoms(String console, EndState end, @Nullable Loader loader) {
    return new Symptoms(console.lines().toList(), end, loader, List.of(), 0);
  }

  private static List<SickConsole> consoles() {
    return SickConsole.all();
  }

  @ParameterizedTest
  @MethodSource("consoles")
  void theLikeliestCauseIsNamedWithItsLine(SickConsole sick) {
    List<Finding> findings = DOCTOR.examine(sick.symptoms());
    assertThat(findings).as(sick.text()).isNotEmpty();
    assertThat(findings.get(0).cause()).contains(sick.cause());
    assertThat(findings.get(0).evidence())
        .satisfies(it -> assertThat(it.isEmpty() || sick.text().contains(it)).isTrue());
    assertThat(findings.get(0).hint()).endsWith(".");
  }

  @Test
  void everyCauseOfTheTableIsSeenInAConsole() {
    List<SickConsole> consoles = new ArrayList<>(SickConsole.all());
    GrubError.ALL.forEach(error -> consoles.add(error.console()));
    for (Rule rule : CauseTable.read().rules()) {
      assertThat(consoles)
          .as(rule.toString())
          .anyMatch(sick -> rule.examine(sick.symptoms(), sick.symptoms().lines()).isPresent());
    }
  }

  private static List<GrubError> grubErrors() {
    return GrubError.ALL;
  }

  @ParameterizedTest
  @MethodSource("grubErrors")
  void everyErrorOfGrub097HasAMeaning(GrubError error) {
    assertThat(DOCTOR.examine(error.console().symptoms()))
        .first()
        .satisfies(
            finding -> {
              assertThat(finding.cause()).contains("error " + error.number() + ")");
              assertThat(finding.evidence()).isEqualTo(error.line());
            });
  }

  @Test
  void whatEveryGoodBootSaysIsNeverBlamed() {
    String good =
        """
        Xen Minimal OS!
        vbd 2049 is hd0
        ******************* BLKFRONT for device/vbd/2049 **********
        backend at /local/domain/0/backend/vbd/2067/2049
        Failed to read /local/domain/0/backend/vbd/2067/2049/feature-barrier.
        Failed to read /local/domain/0/backend/vbd/2067/2049/feature-flush-cache.
        880732160 sectors of 512 bytes
        **************************
        Press `ESC' to enter the menu... Booting 'unikernel_boot'
        root (hd0)
         Filesystem type is ext2fs, using whole disk
        kernel /hello.xen
        ============= Init TPM Front ================
        Tpmfront:Error Unable to read device/vtpm/0/backend-id during tpmfront initialization! error = ENOENT
        Tpmfront:Info Shutting down tpmfront
        close blk: backend=/local/domain/0/backend/vbd/4301/2049 node=device/vbd/2049
        Unsupported function lseek called in Mini-OS kernel
        getenv(OCAMLRUNPARAM) -> null
        Console.connect console_xen_0: doesn't currently exist, waiting for hotplug
        XENBUS: Device with no driver: device/vif/0
        drivers/rtc/hctosys.c: unable to open rtc device (rtc0)
        listening on port 80
        """;
    for (EndState end : List.of(EndState.UNKNOWN, EndState.RUNNING, EndState.CRASHED)) {
      assertThat(DOCTOR.examine(symptoms(good, end, null))).as(end.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[    0.000000] Command line: console=hvc0 panic=1",
        "[    0.041632] Kernel command line: console=hvc0 panic=-1 oops=panic",
        "cmdline: panic",
        "sysctl kernel.panic=10",
        "error: connection refused"
      })
  void whatAGuestSaysOfItsArgumentsAndItsPeersIsNeverBlamed(String line) {
    for (Loader loader : Loader.values()) {
      Symptoms symptoms =
          new Symptoms(List.of("hello", line, "bye"), EndState.CRASHED, loader, List.of(), 0, true);
      assertThat(DOCTOR.examine(symptoms)).as(loader.id()).isEmpty();
    }
    assertThat(DOCTOR.examine(symptoms(line + "\nbye", EndState.RUNNING, null))).isEmpty();
  }

  @Test
  void aGuestThatOnlyPowersOffTooEarlyHasNoKnownCause() {
    assertThat(DOCTOR.examine(symptoms("hello\nbye\n", EndState.POWERED_OFF, Loader.LIBXL)))
        .isEmpty();
  }

  @Test
  void aLineThatHadToComeIsNoCause() {
    Symptoms symptoms =
        new Symptoms(
            List.of("panic: asked to"),
            EndState.RUNNING,
            Loader.LIBXL,
            List.of(ExpectedLine.of("^panic"), ExpectedLine.of("never")),
            1);
    assertThat(DOCTOR.examine(symptoms)).isEmpty();
  }

  @Test
  void anExpectedLineThatCameBeforeItsTurnIsTold() {
    Symptoms symptoms =
        new Symptoms(
            List.of("second", "first"),
            EndState.POWERED_OFF,
            Loader.LIBXL,
            List.of(ExpectedLine.of("first"), ExpectedLine.of("second")),
            1);
    assertThat(DOCTOR.examine(symptoms))
        .extracting(Finding::cause)
        .containsExactly("The expected /second/ came, but before its turn.");
  }

  @Test
  void anExpectedLineThatDidNotComeOftenEnoughIsNotSaidToHaveComeEarly() {
    for (String line : List.of("tick", "panic: a tick")) {
      Symptoms symptoms =
          new Symptoms(
              List.of(line, line),
              EndState.RUNNING,
              Loader.LIBXL,
              List.of(ExpectedLine.of("tick").withTimes(3)),
              0);
      assertThat(DOCTOR.examine(symptoms)).as(line).isEmpty();
    }
  }

  @Test
  void anExpectedLineInOtherCapitalsIsTold() {
    Symptoms symptoms =
        new Symptoms(
            List.of("Ready to serve"),
            EndState.RUNNING,
            Loader.LIBXL,
            List.of(ExpectedLine.of("READY")),
            0);
    assertThat(DOCTOR.examine(symptoms))
        .extracting(Finding::evidence)
        .containsExactly("Ready to serve");
  }

  @Test
  void noiseIsNoCauseAndNoTrouble() {
    byte[] noise = new byte[64 << 10];
    new Random(7).nextBytes(noise);
    assertThat(DOCTOR.examine(Symptoms.ofConsoleOutput(noise))).isEmpty();
  }

  @Test
  void ec2sConsoleIsReadThroughCrLfEscapesAndACutBegin() {
    String text =
        """
        st lines are cut off
        vbd 2049 is hd0
        ^[H^[JPress `ESC' to enter the menu... 0   ^[H^[J  Booting 'x'

        root (hd0,0)

        Error 22: No such partition

        Press any key to continue...""";
    byte[] output =
        text.replace("\n", "\r\n").replace("^[", "\u001b[").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(DOCTOR.examine(Symptoms.ofConsoleOutput(output)))
        .first()
        .extracting(Finding::evidence)
        .isEqualTo("Error 22: No such partition");
  }

  @Test
  void pvGrubThatComesAgainTellsOfAReboot() {
    String boot =
        """
        Xen Minimal OS!
        vbd 2064 is hd0
        kernel /k
        close blk: backend=/local/domain/0/backend/vbd/4301/2064 node=device/vbd/2064
        """;
    Symptoms once =
        Symptoms.ofConsoleOutput(
            (boot + "Xen Minimal OS!\nhello\n").getBytes(StandardCharsets.UTF_8));
    assertThat(once.end()).isEqualTo(EndState.UNKNOWN);
    assertThat(DOCTOR.examine(once)).isEmpty();

    Symptoms again =
        Symptoms.ofConsoleOutput((boot + boot + "Xen Minimal").getBytes(StandardCharsets.UTF_8));
    assertThat(again.end()).isEqualTo(EndState.REBOOTED);
    assertThat(DOCTOR.examine(again))
        .first()
        .extracting(Finding::cause)
        .asString()
        .startsWith("PV-GRUB handed the kernel over, and it died before its first line");
  }
}
