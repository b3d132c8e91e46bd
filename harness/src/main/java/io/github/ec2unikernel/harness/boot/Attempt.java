package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.console.ConsoleLog;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.xen.Guest;
import io.github.ec2unikernel.harness.xen.XenMachine;
import io.github.ec2unikernel.harness.xen.appliance.Appliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All that a boot needs but the accelerator.
 *
 * @param guest what is booted
 * @param expectations what it has to do
 * @param appliance what the machine runs
 * @param listener is told how it goes on
 */
record Attempt(Guest guest, Expectations expectations, Appliance appliance, BootListener listener) {

  /** Boots once. */
  BootReport run(Accelerator accelerator, BootOptions options) {
    try (ScratchDirectory scratch = ScratchDirectory.create();
        ConsoleLog console = ConsoleLog.create(options.console())) {
      listener.starting(setup(accelerator));
      BootJudge judge = new BootJudge(expectations, guest.loader(), accelerator);
      BootRun run = new BootRun(judge, console, listener);
      Judgement judgement;
      try (XenMachine xen = XenMachine.start(guest, appliance, accelerator, scratch.path(), run)) {
        judgement = run.await(xen::hasEnded, xen::lastLines, () -> xen.run(guest.job()));
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
    return guest.setup() + ", Xen in QEMU (" + accelerator.id() + ")";
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
