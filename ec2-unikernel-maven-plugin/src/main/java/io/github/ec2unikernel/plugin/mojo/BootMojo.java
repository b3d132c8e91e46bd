package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.probe.ProbeRoutes;
import io.github.ec2unikernel.harness.report.BootReportWriter;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Boots the disk image, and fails unless the unikernel does what is expected. */
@Mojo(
    name = "boot",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class BootMojo extends AbstractImageMojo {

  /** A unikernel of rumprun to run instead of the image, as unikernel-runner has it. */
  @Parameter private RunnerConfiguration runner = new RunnerConfiguration();

  /** The guest's memory in MiB. */
  @Parameter(property = "unikernel.memory", defaultValue = "128")
  private @Nullable String memory;

  /** The guest's virtual CPUs. */
  @Parameter(property = "unikernel.vcpus", defaultValue = "1")
  private @Nullable String vcpus;

  /** What the AMI is to launch on, which the boot comes near to: instanceTypes. */
  @Parameter private CheckConfiguration check = new CheckConfiguration();

  /** What the AMI is beside its disks, which decides where it launches: bootMode, ena. */
  @Parameter private AmiConfiguration ami = new AmiConfiguration();

  @Override
  protected void run() {
    BootOptions options = boot().options(settings(), outputDirectory(), session.isOffline());
    if (boot().isSkipped(settings())) {
      write(notRun(Verdict.SKIP, "unikernel.boot.skip is set", options));
      getLog().info("Not booted: unikernel.boot.skip is set.");
      return;
    }
    // stands until there is a verdict, so that an earlier boot's is never taken for this one's
    write(notRun(Verdict.ERROR, "the boot check did not come to a verdict", options));
    BootReport report;
    try {
      report = check(options);
    } catch (ProblemException e) {
      write(BootReport.notStarted(e, options.console(), options.machineLog()));
      throw e;
    }
    write(report);
    BootMessage message = new BootMessage(report, repeat());
    message.requireSuccess();
    getLog().info(message.success());
  }

  private BootReport check(BootOptions options) {
    Expectations expectations = boot().expectations(settings());
    Optional<DiskImage> image = given() == null ? Optional.of(image()) : Optional.empty();
    Path file = image.map(DiskImage::file).orElseGet(this::given);
    List<MappedVolume> volumes = image.isPresent() ? state().volumes() : List.of();
    if (image.isEmpty() && hasVolumes()) {
      getLog().warn("<volumes> are those of the image; " + file + " boots without them.");
    }
    Machine given = boot().machine(settings(), file, memory, vcpus, volumes);
    // a generated configuration has to name the networks that the probes want
    Machine base =
        given.withNetworks(ProbeRoutes.of(given.networks(), expectations.probes()).networks());
    Path directory = runner.directory(settings());
    Machine machine =
        directory == null ? base : runner.machine(settings(), directory, base, outputDirectory());
    // Before it boots: what may be published is what is about to pass.
    image.ifPresent(ours -> BuildState.requireUnchanged(ours, volumes));
    image.ifPresent(ours -> getLog().info("SHA-256: " + ours.sha256()));
    BootLog log = new BootLog(getLog(), image.isPresent());
    volumes.forEach(log::volume);
    MeantMachine meant =
        image
            .map(
                ours ->
                    check.meant(
                        settings(),
                        machine,
                        options.backend(),
                        () -> ami.launch(settings(), ours),
                        log))
            .orElseGet(() -> MeantMachine.asGiven(machine));
    Set<Firmware> firmwares = image.map(ours -> ours.boot().firmwares()).orElse(Set.of());
    FirmwareBoots boots = new FirmwareBoots(options, firmwares, log);
    BootReport report = meant.named(boots.run(meant.machine(), expectations));
    image.ifPresent(ours -> state().keep(ours, volumes, report));
    return report;
  }

  private RepeatCommand repeat() {
    return new RepeatCommand(session, project, execution);
  }

  /** Returns what is booted in place of the image, if anything is. */
  private @Nullable Path given() {
    Path directory = runner.directory(settings());
    return directory != null ? directory : foreignDisk();
  }

  private static BootReport notRun(Verdict verdict, String reason, BootOptions options) {
    return BootReport.notRun(verdict, reason, options.console(), options.machineLog());
  }

  private void write(BootReport report) {
    Path given = given();
    String name = given == null ? finalName() : given.getFileName().toString();
    new BootReportWriter(outputDirectory(), name).write(report.withRepeat(repeat().toString()));
  }
}
