package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootCheck;
import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.report.BootReportWriter;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.KernelRequest;
import io.github.ec2unikernel.plugin.image.RamdiskPolicy;
import io.github.ec2unikernel.plugin.menu.RamdiskMode;
import io.github.ec2unikernel.plugin.xl.GuestDescription;
import io.github.ec2unikernel.plugin.xl.GuestDisk;
import io.github.ec2unikernel.plugin.xl.GuestFiles;
import io.github.ec2unikernel.plugin.xl.GuestFilesWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a Xen host of one's own needs to run the unikernel without a disk: NAME.xl and
 * NAME.xl.in for xl, NAME_libvirt.xml for libvirt.
 */
@Mojo(
    name = "xl",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class XlMojo extends AbstractImageMojo {

  /** The guest's memory in MiB. */
  @Parameter(property = "unikernel.memory", defaultValue = "128")
  private @Nullable String memory;

  /** The guest's virtual CPUs. */
  @Parameter(property = "unikernel.vcpus", defaultValue = "1")
  private @Nullable String vcpus;

  /** What the host is told: bridges, boot. */
  @Parameter private XlConfiguration xl = new XlConfiguration();

  @Override
  protected void run() {
    Path disk = buildDirectory().resolve(finalName() + ".raw");
    ImageRequest image = request(disk);
    Path menu = image.menu().file();
    if (menu != null) {
      throw new InputException(
          "<menu> is %s, and xl starts a kernel without the disk and its menu".formatted(menu),
          "Leave <menu> out for this goal, and give kernel and arguments in the POM.");
    }
    KernelRequest request = image.defaultKernel();
    Kernel kernel = KernelReader.read(request.file());
    Path ramdisk = ramdisk(request, kernel);
    GuestDescription guest =
        new GuestDescription(
            finalName(),
            request.file(),
            ramdisk,
            request.arguments(),
            settings().integer("unikernel.memory", memory, 128),
            settings().integer("unikernel.vcpus", vcpus, 1),
            disks(),
            xl.bridges(settings()));
    GuestFiles files = GuestFilesWriter.write(guest, buildDirectory());
    files.all().forEach(file -> getLog().info("Guest configuration: " + file));
    if (xl.isBooted(settings()) && !boot().isSkipped(settings())) {
      boot(files.config());
    }
  }

  private List<GuestDisk> disks() {
    return volumes().stream()
        .map(it -> new GuestDisk(it.device().replaceFirst("^/dev/", ""), it.image().file()))
        .toList();
  }

  /** xl hands over one file, as it is. */
  private @Nullable Path ramdisk(KernelRequest request, Kernel kernel) {
    List<Path> modules = request.modules();
    RamdiskMode mode = RamdiskPolicy.choose(request, kernel);
    if (modules.size() > 1) {
      throw new InputException(
          "<modules> has %d files, and xl hands one over".formatted(modules.size()),
          "Join them into one file, or boot the unikernel from the disk that the goal image makes.");
    }
    if (mode == RamdiskMode.MODULE && !modules.isEmpty()) {
      getLog()
          .warn(
              "xl hands %s over as a plain ramdisk; PV-GRUB would make a list of modules of it."
                  .formatted(modules.get(0)));
    }
    return modules.isEmpty() ? null : modules.get(0);
  }

  private void boot(Path config) {
    Path directory = outputDirectory().resolve("xl");
    BootOptions options =
        BootOptions.in(directory)
            .withOffline(session.isOffline())
            .withWarm(boot().isWarm(settings()));
    Expectations expectations = boot().expectations(settings());
    BootReport report =
        new BootCheck(options)
            .runXl(config, boot().networks(settings()), expectations, new BootLog(getLog(), false));
    RepeatCommand repeat = new RepeatCommand(session, project, execution);
    new BootReportWriter(directory, finalName() + ".xl")
        .write(report.withRepeat(repeat.toString()));
    BootMessage message = new BootMessage(report, repeat);
    message.requireSuccess();
    getLog().info(message.success());
  }
}
