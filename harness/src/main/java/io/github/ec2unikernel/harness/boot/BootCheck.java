package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.disk.BootDisk;
import io.github.ec2unikernel.harness.disk.BootEntry;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.qemu.AcceleratorProbe;
import io.github.ec2unikernel.harness.qemu.Qemu;
import io.github.ec2unikernel.harness.xen.GuestJob;
import io.github.ec2unikernel.harness.xen.XenMachine;
import io.github.ec2unikernel.harness.xen.appliance.Appliance;
import io.github.ec2unikernel.harness.xen.appliance.ApplianceCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Boots a disk as EC2 would boot it, under Xen in a QEMU machine, and compares what the guest does
 * with what is expected of it.
 */
public final class BootCheck {

  private static final Pattern REWRITTEN = Pattern.compile("['\"\\\\]| {2}");

  private final BootOptions options;

  /** Creates one that keeps its files where the options say. */
  public BootCheck(BootOptions options) {
    this.options = options;
  }

  /**
   * Boots the machine's disk, which is not written to, and returns when there is a verdict.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the disk holds nothing to boot,
   *     or something that the loader can't show
   * @throws EnvironmentException if this machine can't boot anything
   */
  public BootReport run(Machine machine, Expectations expectations, BootListener listener) {
    removeOldLogs();
    BootEntry entry = BootDisk.read(machine.disk());
    Loader loader = chosen(machine, entry);
    GuestJob job = GuestJob.of(machine, loader, entry);
    Qemu.require();
    Appliance appliance = new ApplianceCache(options.cache(), options.offline()).get(listener);
    try (ScratchDirectory scratch = ScratchDirectory.create();
        ConsoleLog console = ConsoleLog.create(options.console())) {
      Accelerator accelerator =
          new AcceleratorProbe(appliance.xen(), options.cache()).probe(scratch.path());
      String setup = setup(loader, accelerator, machine);
      warn(loader, entry, listener);
      listener.starting(setup);
      BootRun run = new BootRun(expectations, loader, console, listener);
      Judgement judgement;
      try (XenMachine xen =
          XenMachine.start(machine, appliance, accelerator, scratch.path(), run)) {
        judgement = run.await(xen, () -> xen.run(job));
        keepLog(xen.command().toShell(), xen.log(), options.machineLog());
      }
      return new BootReport(
          judgement.verdict(),
          judgement.reason(),
          setup,
          console.tail(),
          options.console(),
          run.phases(),
          run.elapsed(),
          options.machineLog());
    }
  }

  /** What an earlier boot left must not be taken for this one's. */
  private void removeOldLogs() {
    for (Path log : List.of(options.console(), options.machineLog())) {
      try {
        Files.deleteIfExists(log);
      } catch (IOException e) {
        throw new EnvironmentException(
            "the old " + log + " can't be removed: " + e.getMessage(),
            "Make its directory writable.",
            e);
      }
    }
  }

  /** GRUB 2 can't hand over to kernels of the old style, as EC2's PV-GRUB can. */
  private static Loader chosen(Machine machine, BootEntry entry) {
    if (machine.loader() != null) {
      return machine.loader();
    }
    return entry.oldStyle() ? Loader.LIBXL : Loader.PVGRUB;
  }

  private static void warn(Loader loader, BootEntry entry, BootListener listener) {
    if (loader == Loader.PVGRUB && REWRITTEN.matcher(entry.arguments()).find()) {
      listener.warning(
          "GRUB 2 hands the kernel's arguments over with a backslash before each quote and backslash"
              + " and with single blanks; EC2's PV-GRUB takes them as they stand. The loader libxl"
              + " shows them so here.");
    }
  }

  private static String setup(Loader loader, Accelerator accelerator, Machine machine) {
    return loader.id()
        + ", "
        + machine.memory()
        + " MiB, "
        + machine.vcpus()
        + (machine.vcpus() == 1 ? " vcpu, " : " vcpus, ")
        + "Xen in QEMU ("
        + accelerator.id()
        + ")";
  }

  private static void keepLog(String command, String log, Path file) {
    try {
      Files.writeString(file, command + "\n" + log);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine's log can't be kept in " + file + ": " + e.getMessage(),
          "Make the directory writable and see that the disk has room.",
          e);
    }
  }
}
