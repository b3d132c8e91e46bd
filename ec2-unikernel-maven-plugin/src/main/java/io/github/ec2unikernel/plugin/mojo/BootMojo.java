package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.boot.JUnitReportWriter;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.plugin.image.DiskImage;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Boots the disk image under Xen in QEMU, and fails unless the unikernel does what is expected. */
@Mojo(
    name = "boot",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class BootMojo extends AbstractImageMojo {

  /** The guest's memory in MiB. */
  @Parameter(property = "unikernel.memory", defaultValue = "128")
  private @Nullable String memory;

  /** The guest's virtual CPUs. */
  @Parameter(property = "unikernel.vcpus", defaultValue = "1")
  private @Nullable String vcpus;

  @Override
  protected void run() {
    BootOptions options = BootOptions.in(outputDirectory()).withOffline(session.isOffline());
    if (boot().isSkipped(settings())) {
      write(notRun(Verdict.SKIP, "unikernel.boot.skip is set", options));
      getLog().info("Not booted: unikernel.boot.skip is set.");
      return;
    }
    // stands until there is a verdict, so that an earlier boot's is never taken for this one's
    write(notRun(Verdict.ERROR, "the boot check did not come to a verdict", options));
    Expectations expectations = boot().expectations(settings());
    DiskImage image = image();
    Machine machine = boot().machine(settings(), image.file(), memory, vcpus);
    // Before it boots: what may be published is what is about to pass.
    getLog().info("SHA-256: " + image.sha256());
    BootCheck check = new BootCheck(options);
    BootReport report = check.run(machine, expectations, new BootLog(getLog()));
    write(report);
    state().keep(image, report);
    BootMessage message = new BootMessage(report, new RepeatCommand(session, project, execution));
    if (report.verdict() == Verdict.ERROR) {
      throw new EnvironmentException(message.failure(), message.hint());
    } else if (!report.passed()) {
      throw new InputException(message.failure(), message.hint());
    }
    getLog().info(message.success());
  }

  private static BootReport notRun(Verdict verdict, String reason, BootOptions options) {
    return BootReport.notRun(verdict, reason, options.console(), options.machineLog());
  }

  private void write(BootReport report) {
    JUnitReportWriter.write(report, finalName(), outputDirectory().resolve("TEST-boot.xml"));
  }
}
