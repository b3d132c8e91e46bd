package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageBuilder;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.menu.Menu;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** What the goals around a disk image share: its parameters, and the way to it. */
abstract class AbstractImageMojo extends AbstractUnikernelMojo {

  private static final String PACKAGING = "unikernel";

  @Inject private MavenProjectHelper projectHelper;

  /** The unikernel: an ELF that boots as a 64-bit Xen PV guest. */
  @Parameter(property = "unikernel.kernel")
  private @Nullable String kernel;

  /** The arguments that the boot loader hands to the kernel. */
  @Parameter(property = "unikernel.kernelArgs")
  private @Nullable String kernelArgs;

  /** Files that the boot loader hands to the kernel as modules, in this order. */
  @Parameter(property = "unikernel.modules")
  private @Nullable List<String> modules;

  /** Further disks of the unikernel: name, source or image, size, device. */
  @Parameter private List<VolumeConfiguration> volumes = List.of();

  /** How to boot and what to expect: loader, expect, forbid, end, timeout, grace, skip. */
  @Parameter private BootConfiguration boot = new BootConfiguration();

  /** Returns the directory for reports, logs and state: {@code target/ec2-unikernel}. */
  protected final Path outputDirectory() {
    return buildDirectory().resolve("ec2-unikernel");
  }

  /** Returns what this build knows of the project's image. */
  protected final BuildState state() {
    return new BuildState(getPluginContext());
  }

  /** Returns the {@code <boot>} element. */
  protected final BootConfiguration boot() {
    return boot;
  }

  /** Returns the name of what is built: the project's, or the kernel's where there is no POM. */
  protected final String finalName() {
    return project.getFile() == null
        ? kernelFile().getFileName().toString()
        : project.getBuild().getFinalName();
  }

  /** Returns the image that this build made, made now if no goal before has. */
  protected final DiskImage image() {
    boolean kernelGiven = settings().text("unikernel.kernel", kernel) != null;
    DiskImage made = state().image().orElse(null);
    if (kernelGiven || made == null) {
      return buildImage();
    }
    if (!volumes.isEmpty() && !state().hasVolumes(volumePlans(made.file()))) {
      throw madeOtherwise(made.file());
    }
    return made;
  }

  /**
   * Builds the image, unless this build has made that one before, and makes it an artifact of the
   * project.
   */
  protected final DiskImage buildImage() {
    ImageRequest request = request();
    List<VolumePlan> plans = volumePlans(request.target());
    if (state().has(request) && state().hasVolumes(plans)) {
      return state().image().orElseThrow();
    }
    if (state().image().isPresent()) {
      throw madeOtherwise(request.target());
    }
    ImageLog log = new ImageLog(getLog());
    DiskImage image = ImageBuilder.build(request, log);
    List<MappedVolume> made = plans.stream().map(VolumePlan::make).toList();
    made.forEach(log::volumeMade);
    if (isUnikernel()) {
      project.getArtifact().setFile(image.file().toFile());
    } else if (project.getFile() != null) {
      projectHelper.attachArtifact(project, "raw", image.file().toFile());
    }
    if (project.getFile() != null) {
      made.stream().map(MappedVolume::image).forEach(this::attach);
    }
    state().keep(image, made, request, plans);
    return image;
  }

  private List<VolumePlan> volumePlans(Path disk) {
    return new VolumePlanner(settings(), disk).plan(volumes);
  }

  private static InputException madeOtherwise(Path disk) {
    return new InputException(
        disk + " has been made in this build from something else",
        "Give each image a module of its own, or all goals of a project the same <kernel>,"
            + " <kernelArgs>, <modules> and <volumes>.");
  }

  private void attach(VolumeImage volume) {
    projectHelper.attachArtifact(project, "raw", volume.name(), volume.file().toFile());
  }

  private ImageRequest request() {
    return new ImageRequest(
        kernelFile(),
        settings().text("unikernel.kernelArgs", kernelArgs, ""),
        moduleFiles(),
        buildDirectory().resolve(finalName() + ".raw"),
        OutputTimestamp.of(settings()),
        Menu.DEFAULT_TITLE);
  }

  /** Returns whether the image is what the project is about, and not one of its artifacts. */
  protected final boolean isUnikernel() {
    return project.getPackaging().equals(PACKAGING);
  }

  /** Returns the kernel as a path. */
  protected final Path kernelFile() {
    Path file = settings().path("unikernel.kernel", kernel);
    if (file == null) {
      throw new InputException(
          "no kernel is given",
          "Name the unikernel's ELF: <kernel>hello.xen</kernel>, or -Dunikernel.kernel=FILE.");
    }
    return file;
  }

  private List<Path> moduleFiles() {
    String given = settings().text("unikernel.modules", null);
    List<String> names =
        given != null ? List.of(given.split(",", -1)) : modules == null ? List.of() : modules;
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.add(settings().path(name.strip()));
    }
    return files;
  }

  /** Maven's stand-in for a project has a directory that begins with an unknown property. */
  private Path buildDirectory() {
    return settings()
        .path(project.getFile() == null ? "target" : project.getBuild().getDirectory());
  }
}
