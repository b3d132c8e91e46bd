package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which firmwares an image is booted. */
class FirmwareBootsTest {

  private static final Set<Firmware> BOTH = EnumSet.allOf(Firmware.class);
  private static final Machine MACHINE = Machine.ofDisk(Path.of("disk.raw"));

  @TempDir Path dir;

  private final BootOptions options = BootOptions.in(Path.of("target"));

  private List<Machine> machines(BootOptions options, Set<Firmware> firmwares, Machine machine) {
    return new FirmwareBoots(options, firmwares, new BootListener() {}).machines(machine);
  }

  @Test
  void anImageForBothFirmwaresBootsByBothTheBiosFirst() {
    assertThat(machines(options, BOTH, MACHINE))
        .containsExactly(
            MACHINE.withModel(MachineModel.ANY.withFirmware(Firmware.BIOS)),
            MACHINE.withModel(MachineModel.ANY.withFirmware(Firmware.UEFI)));
  }

  @Test
  void anImageForOneFirmwareBootsByThatWhateverElseIsOnTheDisk() {
    assertThat(machines(options, Set.of(Firmware.UEFI), MACHINE))
        .containsExactly(MACHINE.withModel(MachineModel.ANY.withFirmware(Firmware.UEFI)));
    assertThat(machines(options, Set.of(Firmware.BIOS), MACHINE))
        .containsExactly(MACHINE.withModel(MachineModel.ANY.withFirmware(Firmware.BIOS)));
    assertThat(machines(options, Set.of(), MACHINE)).containsExactly(MACHINE);
    Machine pv = MACHINE.withType(GuestType.PV);
    assertThat(machines(options, Set.of(Firmware.UEFI), pv)).containsExactly(pv);
  }

  @Test
  void whatIsAskedForDecides() {
    Machine uefi = MACHINE.withModel(MachineModel.ANY.withFirmware(Firmware.UEFI));
    assertThat(machines(options, BOTH, uefi)).containsExactly(uefi);
    Machine onXen = MACHINE.withModel(MachineModel.of(Hypervisor.XEN_HVM));
    assertThat(machines(options, BOTH, onXen)).containsExactly(onXen);
    assertThat(machines(options.withBackend("xen-qemu"), BOTH, MACHINE)).containsExactly(MACHINE);
    Machine onNitro = MACHINE.withModel(MachineModel.of(Hypervisor.NITRO));
    assertThat(machines(options, BOTH, onNitro)).hasSize(2);
  }

  @Test
  void aFirmwareThatIsLeftOutIsTold() {
    Machine bios = MACHINE.withModel(MachineModel.ANY.withFirmware(Firmware.BIOS));
    Machine onXen = MACHINE.withModel(MachineModel.of(Hypervisor.XEN_HVM));

    assertThat(told(options, BOTH, bios))
        .containsExactly(
            "UEFI was not booted, and the image is for it as well:"
                + " <firmware> of <boot> (unikernel.boot.firmware) is 'bios'.");
    assertThat(told(options, BOTH, onXen)).singleElement().asString().startsWith("UEFI was not");
    assertThat(told(options.withBackend("xen-qemu"), BOTH, MACHINE)).hasSize(1);
    assertThat(told(options, BOTH, MACHINE)).isEmpty();
    assertThat(told(options, Set.of(Firmware.BIOS), bios)).isEmpty();
    assertThat(told(options, Set.of(), MACHINE)).isEmpty();
  }

  @Test
  void theReportOfTheSecondBootTellsOfBothAndTheFirstOnesConsoleStays() {
    BootReport report = boots(BOTH, Verdict.SUCCESS, Verdict.SUCCESS);

    assertThat(report.reason()).isEqualTo("by BIOS: said BIOS; by UEFI: said UEFI");
    assertThat(report.passed()).isTrue();
    assertThat(dir.resolve("console-bios.log")).hasContent("BIOS");
    assertThat(dir.resolve("console.log")).hasContent("UEFI");
  }

  @Test
  void aFirmwareThatFailsIsTheReportsOwn() {
    assertThat(boots(BOTH, Verdict.TIMEOUT, Verdict.SUCCESS).reason()).isEqualTo("said BIOS");
    assertThat(dir.resolve("console.log")).hasContent("BIOS");

    BootReport second = boots(BOTH, Verdict.SUCCESS, Verdict.TIMEOUT);
    assertThat(second.verdict()).isEqualTo(Verdict.TIMEOUT);
    assertThat(second.reason()).isEqualTo("by BIOS: said BIOS; by UEFI: said UEFI");

    boots(Set.of(Firmware.UEFI), Verdict.SUCCESS, Verdict.SUCCESS);
    assertThat(dir.resolve("console-bios.log")).as("of an earlier run").doesNotExist();
  }

  private BootReport boots(Set<Firmware> firmwares, Verdict byBios, Verdict byUefi) {
    BootOptions here = BootOptions.in(dir);
    return new FirmwareBoots(here, firmwares, new BootListener() {})
        .run(
            MACHINE,
            machine -> {
              Firmware firmware = Objects.requireNonNull(machine.model().firmware());
              write(here.console(), firmware.name());
              return BootReport.notRun(
                  firmware == Firmware.BIOS ? byBios : byUefi,
                  "said " + firmware,
                  here.console(),
                  here.machineLog());
            });
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> told(BootOptions options, Set<Firmware> firmwares, Machine machine) {
    return new FirmwareBoots(options, firmwares, new BootListener() {})
        .leftOut(machine).stream().toList();
  }
}
