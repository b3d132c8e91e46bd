package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.xen.GuestJob;
import io.github.ec2unikernel.harness.xen.XenMachine;
import io.github.ec2unikernel.harness.xen.appliance.Appliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All that a boot needs but the accelerator.
 *
 * @param machine the machine
 * @param expectations what the guest has to do
 * @param loader who loads the kernel
 * @param job what dom0 is asked to run
 * @param appliance what the machine runs
 * @param listener is told how it goes on
 */
record Attempt(
    Machine machine,
    Expectations expectations,
    Loader loader,
    GuestJob job,
    Appliance appliance,
    BootListener listener) {

  /** Boots once. */
  BootReport run(Accelerator accelerator, BootOptions options) {
    try (ScratchDirectory scratch = ScratchDirectory.create();
        ConsoleLog console = ConsoleLog.create(options.console())) {
      listener.starting(setup(accelerator));
      BootJudge judge = new BootJudge(expectations, loader, accelerator);
      BootRun run = new BootRun(judge, console, listener);
      Judgement judgement;
      try (XenMachine xen =
          XenMachine.start(machine, appliance, accelerator, scratch.path(), run)) {
        judgement = run.await(xen::hasEnded, xen::lastLines, () -> xen.run(job));
        keepLog(xen.command().toShell(), xen.log(), options.machineLog());
      }
      return new BootReport(
          judgement.verdict(),
          judgement.reason(),
          setup(accelerator),
          console.tail(),
          options.console(),
          run.phases(),
          run.elapsed(),
          options.machineLog());
    }
  }

  private String setup(Accelerator accelerator) {
    return loader.id()
        + ", "
        + machine.memory()
        + " MiB, "
        + machine.vcpus()
        + (machine.vcpus() == 1 ? " vcpu, " : " vcpus, ")
        + volumes()
        + "Xen in QEMU ("
        + accelerator.id()
        + ")";
  }

  private String volumes() {
    int count = machine.volumes().size();
    return count == 0 ? "" : count + (count == 1 ? " volume, " : " volumes, ");
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
