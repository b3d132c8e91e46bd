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
import java.nio.file.Path;
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
    if (boot().isSkipped(settings())) {
      getLog().info("Not booted: unikernel.boot.skip is set.");
      return;
    }
    Expectations expectations = boot().expectations(settings());
    DiskImage image = image();
    Machine machine = boot().machine(settings(), image.file(), memory, vcpus);
    Path junit = outputDirectory().resolve("TEST-boot.xml");
    BootCheck check = new BootCheck(BootOptions.in(outputDirectory()));
    BootReport report = check.run(machine, expectations, new BootLog(getLog()));
    JUnitReportWriter.write(report, finalName(), junit);
    state().keep(image, report);
    BootMessage message = new BootMessage(report, new RepeatCommand(session, project, execution));
    if (report.verdict() == Verdict.ERROR) {
      throw new EnvironmentException(message.failure(), message.hint());
    } else if (!report.passed()) {
      throw new InputException(message.failure(), message.hint());
    }
    getLog().info(message.success());
  }
}
