package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.launch.BootMode;
import io.github.ec2unikernel.harness.launch.LaunchImage;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the types that an image is to launch on its boot comes near to. */
class MeantMachineTest {

  private static final Machine MACHINE = Machine.ofDisk(Path.of("disk.raw"));

  private final RecordingLog log = new RecordingLog();

  private static LaunchImage image(BootWay way, @Nullable BootMode mode) {
    return new LaunchImage(Producer.Name.UNKNOWN, Set.of(way), way, mode, way.isHvm());
  }

  private MeantMachine of(Machine machine, String backend, LaunchImage image, String... types) {
    return MeantMachine.of(machine, backend, List.of(types), () -> image, new BootLog(log, true));
  }

  @ParameterizedTest
  @CsvSource({
    "MULTIBOOT, t1.micro, m4.large, t3.micro, m4.large, XEN_HVM",
    "MULTIBOOT, t4g.micro, t3.micro, m4.large, t3.micro, NITRO",
    "SHIM, t3.micro, zz9.large, t2.micro, t2.micro, XEN_HVM",
    "MULTIBOOT, m1.small, m3.medium, t3.micro, m3.medium, XEN_HVM"
  })
  void theFirstTypeThatLaunchesTheImageDecidesAndIsTold(
      BootWay way, String first, String second, String third, String chosen, Hypervisor expected) {
    MeantMachine meant =
        of(MACHINE, "auto", image(way, BootMode.LEGACY_BIOS), first, " " + second, third);

    assertThat(meant.machine()).isEqualTo(MACHINE.withModel(MachineModel.of(expected)));
    assertThat(log.lines())
        .containsExactly(
            "info The boot comes as near as it can to %s, the first of <instanceTypes> of <check>"
                    .formatted(chosen)
                + " (unikernel.instanceTypes) that launches it");
  }

  @Test
  void aPvImageIsShownAsOnPvInstances() {
    MeantMachine meant = of(MACHINE, "auto", image(BootWay.PVGRUB, null), "t3.micro", "m3.medium");
    assertThat(meant.machine().model().hypervisor()).isEqualTo(Hypervisor.XEN_PV);
  }

  @Test
  void whatTheBootSaysItselfWins() {
    LaunchImage image = image(BootWay.MULTIBOOT, BootMode.LEGACY_BIOS);
    for (Machine each :
        List.of(
            MACHINE.withModel(MachineModel.of(Hypervisor.XEN_HVM)),
            MACHINE.withType(GuestType.HVM),
            MACHINE.withLoader(Loader.LIBXL))) {
      assertThat(of(each, "auto", image, "t3.micro")).isEqualTo(MeantMachine.asGiven(each));
    }
    assertThat(of(MACHINE, "xen-qemu", image, "t3.micro")).isEqualTo(MeantMachine.asGiven(MACHINE));
    assertThat(log.lines()).isEmpty();
    Machine ide = MACHINE.withModel(MachineModel.ANY.withDisk(DiskModel.IDE));
    assertThat(of(ide, "auto", image, "t3.micro").machine().model())
        .isEqualTo(new MachineModel(Hypervisor.NITRO, null, DiskModel.IDE, null));
  }

  @Test
  void aFirmwareThatIsAskedForRulesTypesOutThatLackIt() {
    LaunchImage image = image(BootWay.MULTIBOOT, BootMode.UEFI_PREFERRED);
    Machine uefi = MACHINE.withModel(MachineModel.ANY.withFirmware(Firmware.UEFI));
    assertThat(of(uefi, "auto", image, "m4.large", "t3.micro").machine().model())
        .isEqualTo(new MachineModel(Hypervisor.NITRO, Firmware.UEFI, null, null));
    assertThat(of(uefi, "auto", image, "m4.large")).isEqualTo(MeantMachine.asGiven(uefi));
    assertThat(log.lines())
        .last()
        .asString()
        .startsWith("warn None of <instanceTypes> of <check>")
        .contains("[m4.large]", "by the firmware that <boot> names");
  }

  @Test
  void typesThatDoNotLaunchTheImageAreTold() {
    LaunchImage image = image(BootWay.SHIM, BootMode.LEGACY_BIOS);
    assertThat(of(MACHINE, "auto", image, "t3.micro", "nonsense"))
        .isEqualTo(MeantMachine.asGiven(MACHINE));
    assertThat(log.lines())
        .containsExactly(
            "warn None of <instanceTypes> of <check> (unikernel.instanceTypes), which are"
                + " [t3.micro, nonsense], is known to launch the image: the boot comes near to"
                + " none.");
  }

  @Test
  void withoutTypesNobodyAsksWhereTheImageLaunches() {
    MeantMachine meant =
        MeantMachine.of(
            MACHINE,
            "auto",
            List.of(),
            () -> {
              throw new AssertionError("asked");
            },
            new BootLog(log, true));
    assertThat(meant).isEqualTo(MeantMachine.asGiven(MACHINE));
  }

  @Test
  void theReportNamesTheType() {
    BootReport report =
        BootReport.notRun(Verdict.SUCCESS, "all came", Path.of("console"), Path.of("log"));
    MeantMachine meant =
        of(MACHINE, "auto", image(BootWay.MULTIBOOT, BootMode.LEGACY_BIOS), "m5.large");
    assertThat(meant.named(report).machine().facts())
        .containsExactly(
            new Fact(
                "instance type",
                "m5.large, the first of <instanceTypes> of <check> (unikernel.instanceTypes) that"
                    + " launches it"));
    assertThat(MeantMachine.asGiven(MACHINE).named(report)).isEqualTo(report);
  }
}
