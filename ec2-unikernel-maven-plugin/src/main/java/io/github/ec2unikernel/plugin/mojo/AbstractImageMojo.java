package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageBuilder;
import io.github.ec2unikernel.plugin.image.ImageRequest;
import io.github.ec2unikernel.plugin.menu.Menu;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** What the goals around a disk image share: its parameters, and the way to it. */
abstract class AbstractImageMojo extends AbstractUnikernelMojo {

  /** Where a project does not say when it was made, as long ago as file systems like it. */
  private static final Instant NO_TIME = Instant.parse("2000-01-01T00:00:00Z");

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

  /** Leaves the boot check out; the image is then published without it. */
  @Parameter(property = "unikernel.boot.skip", defaultValue = "false")
  private boolean bootSkip;

  /** Returns the directory for reports, logs and state: {@code target/ec2-unikernel}. */
  protected final Path outputDirectory() {
    return buildDirectory().resolve("ec2-unikernel");
  }

  /** Returns what this build knows of the project's image. */
  protected final BuildState state() {
    return new BuildState(getPluginContext());
  }

  /** Returns whether the boot check is left out. */
  protected final boolean bootSkipped() {
    return settings().flag("unikernel.boot.skip", bootSkip);
  }

  /** Returns the name of what is built: the project's, or the kernel's where there is no POM. */
  protected final String finalName() {
    return project.getFile() == null
        ? kernelFile().getFileName().toString()
        : project.getBuild().getFinalName();
  }

  /** Returns the image that this build made, made now if no goal before has. */
  protected final DiskImage image() {
    return state().image().orElseGet(this::buildImage);
  }

  /** Builds the image and makes it an artifact of the project. */
  protected final DiskImage buildImage() {
    Path target = buildDirectory().resolve(finalName() + ".raw");
    ImageRequest request =
        new ImageRequest(
            kernelFile(),
            settings().text("unikernel.kernelArgs", kernelArgs, ""),
            moduleFiles(),
            target,
            timestamp(),
            Menu.DEFAULT_TITLE);
    DiskImage image = ImageBuilder.build(request, new ImageLog(getLog()));
    if (project.getPackaging().equals(PACKAGING)) {
      project.getArtifact().setFile(image.file().toFile());
    } else if (project.getFile() != null && !state().isAttached()) {
      projectHelper.attachArtifact(project, "raw", image.file().toFile());
    }
    state().keep(image);
    return image;
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

  private Path buildDirectory() {
    return settings().path(project.getBuild().getDirectory());
  }

  private Instant timestamp() {
    String given = settings().text("project.build.outputTimestamp", null);
    if (given == null) {
      return NO_TIME;
    }
    try {
      return given.matches("[0-9]{2,}")
          ? Instant.ofEpochSecond(Long.parseLong(given))
          : OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new InputException(
          "project.build.outputTimestamp is '" + given + "'",
          "Give seconds since 1970, or a time such as 2026-01-01T00:00:00Z.",
          e);
    }
  }
}
