package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** What the goals around a disk image share: its parameters, and the way to it. */
abstract class AbstractImageMojo extends AbstractDiskMojo {

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
    maker().requireVolumes(made);
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
    return maker().make(request, target);
  }

  private ImageMaker maker() {
    return new ImageMaker(
        state(), declared(), artifacts(), session.isOffline(), new ImageLog(getLog()));
  }

  /** Tells whether the project has volumes. */
  protected final boolean hasVolumes() {
    return !declared().isEmpty();
  }

  /** Returns the EBS volumes that are asked for, by the volumes' names. */
  protected final Map<String, EbsVolume> ebsVolumes() {
    return declared().ebs();
  }

  /** Returns the volumes, made now with the image if no goal before has made them. */
  protected final List<MappedVolume> volumes() {
    if (!hasVolumes()) {
      return List.of();
    }
    image();
    return state().volumes();
  }

  /** Returns whether the image is what the project is about, and not one of its artifacts. */
  protected final boolean isUnikernel() {
    return artifacts().isUnikernel();
  }

  private ProjectArtifacts artifacts() {
    return new ProjectArtifacts(project, projectHelper);
  }

  private ProjectVolumes declared() {
    return new ProjectVolumes(settings(), volumes);
  }

  /** Returns {@code target}; Maven's stand-in for a project names it with an unknown property. */
  protected final Path buildDirectory() {
    return settings()
        .path(project.getFile() == null ? "target" : project.getBuild().getDirectory());
  }
}
