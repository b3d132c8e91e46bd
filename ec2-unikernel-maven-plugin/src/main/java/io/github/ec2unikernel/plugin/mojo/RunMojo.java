package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.terminal.Keyboard;
import io.github.ec2unikernel.plugin.terminal.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the unikernel here with its console on the terminal, until it ends or Ctrl-C ends it: the
 * project's image, or a kernel or disk without a project.
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true)
public final class RunMojo extends AbstractImageMojo {

  /** A unikernel of rumprun to run instead of the image, as unikernel-runner has it. */
  @Parameter private RunnerConfiguration runner = new RunnerConfiguration();

  /** The guest's memory in MiB. */
  @Parameter(property = "unikernel.memory", defaultValue = "128")
  private @Nullable String memory;

  /** The guest's virtual CPUs. */
  @Parameter(property = "unikernel.vcpus", defaultValue = "1")
  private @Nullable String vcpus;

  /** What the guest has beside its disk: ports, volumes. */
  @Parameter private RunConfiguration run = new RunConfiguration();

  @Override
  protected void run() {
    Machine machine = machine();
    BootOptions options =
        boot().options(settings(), outputDirectory().resolve("run"), session.isOffline());
    Duration timeout = boot().expectations(settings()).timeout();
    Expectations started = new Expectations(List.of(), List.of(), End.ANY, timeout, Duration.ZERO);
    RunLog log = new RunLog(getLog(), Screen.open());
    if (Keyboard.isTyped()) {
      log.keys();
    }
    try (LiveGuest guest = new BootCheck(options).start(machine, started, log);
        Keyboard keyboard = Keyboard.open()) {
      log.ports(machine, guest);
      new GuestTyping(guest, keyboard).run();
      if (keyboard.hasLeft()) {
        getLog().info("Ended by the user.");
      } else {
        tell(guest.report());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(BootReport report) {
    String repeat = "Repeat: " + new RepeatCommand(session, project, execution);
    if (report.verdict() == Verdict.ERROR) {
      String hint = "Look into " + report.machineLog() + ". " + repeat;
      throw new EnvironmentException("run: " + report.reason(), hint);
    } else if (!report.passed()) {
      throw new InputException("run: " + report.verdict() + ": " + report.reason(), repeat);
    }
    getLog().info("Ended: " + report.reason());
  }

  private Machine machine() {
    Path directory = runner.directory(settings());
    if (directory != null) {
      Machine base = boot().machine(settings(), directory, memory, vcpus, List.of());
      Machine added = run.added(settings(), base);
      if (!added.volumes().isEmpty()) {
        throw new InputException(
            "unikernel.run.volumes is given beside unikernel.runner, whose disks are those in fs",
            "Put file systems into " + directory.resolve("fs") + ".");
      }
      return runner.machine(settings(), directory, added, outputDirectory());
    }
    Path given = foreignDisk();
    if (given != null) {
      return run.added(settings(), boot().machine(settings(), given, memory, vcpus, List.of()));
    } else if (project.getFile() == null && kernels().size() == 1) {
      return run.added(settings(), ofKernel(kernels().get(0)));
    }
    Path image = image().file();
    Machine machine = boot().machine(settings(), image, memory, vcpus, state().volumes());
    return run.added(settings(), machine);
  }

  /** Without a project there is no image to be about: the kernel itself is started. */
  private Machine ofKernel(KernelRequest kernel) {
    Machine like = boot().machine(settings(), kernel.file(), memory, vcpus, List.of());
    String arguments = like.arguments() == null ? kernel.arguments() : like.arguments();
    return Machine.of(new Source.Kernel(kernel.file(), kernel.modules()))
        .withType(like.type())
        .withMemory(like.memory())
        .withVcpus(like.vcpus())
        .withNetworks(like.networks())
        .withStore(like.store())
        .withArguments(arguments.isEmpty() ? null : arguments);
  }
}
