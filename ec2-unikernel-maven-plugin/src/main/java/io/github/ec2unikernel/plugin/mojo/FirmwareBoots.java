package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.Backends;
import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootListener;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import io.github.ec2unikernel.harness.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Boots an image by each firmware that it is for.
 *
 * @param options where the boots keep things
 * @param firmwares the image's firmwares; none for an image of another kind
 * @param listener is told how it goes on
 */
record FirmwareBoots(BootOptions options, Set<Firmware> firmwares, BootListener listener) {

  /** What boots a machine once. */
  interface Boot {

    /** Boots it, and returns what that showed. */
    BootReport of(Machine machine);
  }

  /**
   * Boots once or twice, and returns the first report that is no success, else the last, which then
   * tells of both. The logs are those of that report; of a boot before it they are kept beside them
   * with the firmware in their names.
   */
  BootReport run(Machine machine, Expectations expectations) {
    return run(machine, each -> new BootCheck(options).run(each, expectations, listener));
  }

  BootReport run(Machine machine, Boot boot) {
    removeKept();
    leftOut(machine).ifPresent(listener::warning);
    List<Machine> machines = machines(machine);
    List<String> reasons = new ArrayList<>();
    BootReport report = boot.of(machines.get(0));
    for (Machine next : machines.subList(1, machines.size())) {
      if (!report.passed()) {
        return report;
      }
      Firmware before = firmware(machines.get(reasons.size()));
      reasons.add("by %s: %s".formatted(name(before), report.reason()));
      keep(before);
      report = boot.of(next);
    }
    if (reasons.isEmpty()) {
      return report;
    }
    Firmware last = firmware(machines.get(reasons.size()));
    reasons.add("by %s: %s".formatted(name(last), report.reason()));
    return withReason(report, String.join("; ", reasons));
  }

  /** Returns the machine by each firmware that is left open. */
  List<Machine> machines(Machine machine) {
    if (isOpen(machine)) {
      MachineModel model = machine.model();
      return Arrays.stream(Firmware.values())
          .filter(firmwares::contains)
          .map(each -> machine.withModel(model.withFirmware(each)))
          .toList();
    }
    return List.of(machine);
  }

  /** Tells whether the image decides by what it is started, and not what is asked for. */
  private boolean isOpen(Machine machine) {
    boolean byFirmware =
        machine.loader() == null && (machine.type() == null || machine.type() == GuestType.HVM);
    return byFirmware
        && machine.model().firmware() == null
        && !firmwares.isEmpty()
        && !(firmwares.size() > 1 && onXen(machine));
  }

  /** Returns what is to be said of a firmware that the image is for and that does not start it. */
  Optional<String> leftOut(Machine machine) {
    Firmware asked = machine.model().firmware();
    if (firmwares.size() < 2 || isOpen(machine) || (asked == null && !onXen(machine))) {
      return Optional.empty();
    }
    Firmware other = asked == Firmware.UEFI ? Firmware.BIOS : Firmware.UEFI;
    return Optional.of(
        "%s was not booted, and the image is for it as well: %s"
            .formatted(
                name(other),
                asked == null
                    ? "this boot is one on Xen, whose machines have a BIOS."
                    : "<firmware> of <boot> (unikernel.boot.firmware) is '%s'."
                        .formatted(asked.id())));
  }

  /** Xen's types have a BIOS alone. */
  private boolean onXen(Machine machine) {
    return machine.model().hypervisor() == Hypervisor.XEN_HVM
        || options.backend().equals(Backends.XEN);
  }

  private static Firmware firmware(Machine machine) {
    return Objects.requireNonNull(machine.model().firmware());
  }

  private static String name(Firmware firmware) {
    return firmware == Firmware.BIOS ? "BIOS" : "UEFI";
  }

  private static BootReport withReason(BootReport report, String reason) {
    Outcome outcome = report.outcome();
    return new BootReport(
        new Outcome(outcome.verdict(), reason, outcome.end(), outcome.findings()),
        report.machine(),
        report.timeline(),
        report.checks(),
        report.transcript());
  }

  private void keep(Firmware firmware) {
    try {
      for (Path log : List.of(options.console(), options.machineLog())) {
        if (Files.exists(log)) {
          Files.move(log, kept(log, firmware), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  private void removeKept() {
    try {
      for (Path log : List.of(options.console(), options.machineLog())) {
        for (Firmware each : Firmware.values()) {
          Files.deleteIfExists(kept(log, each));
        }
      }
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  private static EnvironmentException notKept(IOException e) {
    return new EnvironmentException(
        "the log of an earlier boot can't be moved: " + e.getMessage(),
        "Make its directory writable.",
        e);
  }

  /** Returns {@code console-bios.log} for {@code console.log}. */
  private static Path kept(Path log, Firmware firmware) {
    String suffix = "-" + firmware.id().toLowerCase(Locale.ROOT);
    return log.resolveSibling(
        String.valueOf(log.getFileName()).replaceFirst("(\\.[^.]*)?$", suffix + "$1"));
  }
}
