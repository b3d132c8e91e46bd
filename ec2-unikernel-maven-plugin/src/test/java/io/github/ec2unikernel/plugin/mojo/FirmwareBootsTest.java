package io.github.ec2unikernel.plugin.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** By which firmwares an image is booted. */
class FirmwareBootsTest {

  private static final Set<Firmware> BOTH = EnumSet.allOf(Firmware.class);
  private static final Machine MACHINE = Machine.ofDisk(Path.of("disk.raw"));

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
  void anImageForOneOrNoneBootsOnceAsItSays() {
    assertThat(machines(options, Set.of(Firmware.UEFI), MACHINE)).containsExactly(MACHINE);
    assertThat(machines(options, Set.of(), MACHINE)).containsExactly(MACHINE);
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
}
