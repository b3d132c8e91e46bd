package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageBuilder;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/** What the goals around a disk image share: its parameters, and the way to it. */
abstract class AbstractImageMojo extends AbstractDiskMojo {

  private static final String PACKAGING = "unikernel";

  @Inject private MavenProjectHelper projectHelper;

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
    return hasKernel() ? buildImage() : state().image().orElseGet(this::buildImage);
  }

  /**
   * Builds the image, unless this build has made that one before, and makes it an artifact of the
   * project.
   */
  protected final DiskImage buildImage() {
    ImageRequest request = request(buildDirectory().resolve(finalName() + ".raw"));
    if (state().has(request)) {
      return state().image().orElseThrow();
    }
    if (state().image().isPresent()) {
      throw new InputException(
          request.target() + " has been made in this build from something else",
          "Give each image a module of its own, or all goals of a project the same configuration of"
              + " the disk.");
    }
    DiskImage image = ImageBuilder.build(request, new ImageLog(getLog()));
    if (isUnikernel()) {
      project.getArtifact().setFile(image.file().toFile());
    } else if (project.getFile() != null) {
      projectHelper.attachArtifact(project, "raw", image.file().toFile());
    }
    state().keep(image, request);
    return image;
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
