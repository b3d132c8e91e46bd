package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.Backends;
import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Boots an image by each firmware that it is for.
 *
 * @param options where the boots keep things
 * @param firmwares the image's firmwares; none for an image of another kind
 * @param listener is told how it goes on
 */
record FirmwareBoots(BootOptions options, Set<Firmware> firmwares, BootListener listener) {

  /** Boots once or twice, and returns the first report that is no success, else the last. */
  BootReport run(Machine machine, Expectations expectations) {
    List<Machine> machines = machines(machine);
    BootReport report = new BootCheck(options).run(machines.get(0), expectations, listener);
    for (Machine next : machines.subList(1, machines.size())) {
      if (!report.passed()) {
        return report;
      }
      report = new BootCheck(options).run(next, expectations, listener);
    }
    return report;
  }

  /** Returns the machine by each firmware that is left open; Xen's types have a BIOS alone. */
  List<Machine> machines(Machine machine) {
    MachineModel model = machine.model();
    boolean decided =
        firmwares.size() < 2
            || model.firmware() != null
            || model.hypervisor() == Hypervisor.XEN_HVM
            || options.backend().equals(Backends.XEN);
    if (decided) {
      return List.of(machine);
    }
    return Arrays.stream(Firmware.values())
        .filter(firmwares::contains)
        .map(each -> machine.withModel(model.withFirmware(each)))
        .toList();
  }
}
