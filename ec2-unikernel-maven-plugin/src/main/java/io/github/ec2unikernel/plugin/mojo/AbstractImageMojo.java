package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.boot.BootOptions;
import io.github.ec2unikernel.harness.boot.DiskLoaders;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageBuilder;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.image.ReadyDisk;
import io.github.ec2unikernel.plugin.image.ReadyRequest;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** What the goals around a disk image share: its parameters, and the way to it. */
abstract class AbstractImageMojo extends AbstractDiskMojo {

  private static final String PACKAGING = "unikernel";

  /** What the names of disks end in. */
  private static final String DISK_NAME = "\\.(raw|img|qcow2|vmdk|vhd)$";

  @Inject private MavenProjectHelper projectHelper;

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
    if (project.getFile() != null) {
      return project.getBuild().getFinalName();
    }
    ImageChoice choice = imageChoice();
    return choice.isReadyDisk()
        ? String.valueOf(Objects.requireNonNull(choice.disk()).getFileName())
            .replaceFirst(DISK_NAME, "")
        : kernelFile().getFileName().toString();
  }

  /**
   * Returns the raw disk that is to be started as it is, whoever made it, or null if the disk that
   * is given is the image, or none is given.
   */
  protected final @Nullable Path foreignDisk() {
    ImageChoice choice = imageChoice();
    boolean isImage =
        choice.way() == BootWay.DISK
            || state().image().map(image -> image.boot().way() == BootWay.DISK).orElse(false);
    return isImage ? null : choice.disk();
  }

  /** Returns the image that this build made, made now if no goal before has. */
  protected final DiskImage image() {
    DiskImage made = state().image().orElse(null);
    if (hasKernel() || made == null || imageChoice().isReadyDisk()) {
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
    Path target = buildDirectory().resolve(finalName() + ".raw");
    ImageChoice choice = imageChoice();
    choice.requireOne();
    Record request = choice.isReadyDisk() ? readyRequest(target) : request(target);
    List<VolumePlan> plans = volumePlans(target);
    if (state().has(request) && state().hasVolumes(plans)) {
      return state().image().orElseThrow();
    }
    if (state().image().isPresent()) {
      throw madeOtherwise(target);
    }
    ImageLog log = new ImageLog(getLog());
    DiskImage image =
        request instanceof ImageRequest kernels
            ? ImageBuilder.build(kernels, () -> loaders(log), log)
            : ReadyDisk.make((ReadyRequest) request, log);
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

  /** Kept beside the boot check's appliance, and made as that is. */
  private BootLoaders loaders(ImageLog log) {
    return DiskLoaders.get(BootOptions.userCache(), session.isOffline(), log::loaderStep);
  }

  private List<VolumePlan> volumePlans(Path disk) {
    return new VolumePlanner(settings(), disk).plan(volumes);
  }

  private static InputException madeOtherwise(Path disk) {
    return new InputException(
        disk + " has been made in this build from something else",
        "Give each image a module of its own, or all goals of a project the same configuration of"
            + " the disk and its <volumes>.");
  }

  private void attach(VolumeImage volume) {
    projectHelper.attachArtifact(project, "raw", volume.name(), volume.file().toFile());
  }

  /** Tells whether the project has volumes. */
  protected final boolean hasVolumes() {
    return !volumes.isEmpty();
  }

  /** Returns the EBS volumes that are asked for, by the volumes' names. */
  protected final Map<String, EbsVolume> ebsVolumes() {
    Map<String, EbsVolume> all = new HashMap<>();
    for (VolumeConfiguration volume : volumes) {
      EbsConfiguration ebs = volume.ebs();
      if (ebs != null) {
        String property = "unikernel.volume." + volume.name() + ".ebs";
        all.put(volume.name(), ebs.volume(settings(), property));
      }
    }
    return all;
  }

  /** Returns the volumes, made now with the image if no goal before has made them. */
  protected final List<MappedVolume> volumes() {
    if (volumes.isEmpty()) {
      return List.of();
    }
    image();
    return state().volumes();
  }

  /** Returns whether the image is what the project is about, and not one of its artifacts. */
  protected final boolean isUnikernel() {
    return project.getPackaging().equals(PACKAGING);
  }

  /** Returns {@code target}; Maven's stand-in for a project names it with an unknown property. */
  protected final Path buildDirectory() {
    return settings()
        .path(project.getFile() == null ? "target" : project.getBuild().getDirectory());
  }
}
