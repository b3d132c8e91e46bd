package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.format.DiskConverter;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import io.github.ec2unikernel.plugin.format.FormatRequest;
import io.github.ec2unikernel.plugin.format.FormattedDisk;
import io.github.ec2unikernel.plugin.image.DiskImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/** The {@code <formats>} element: makes a disk in each, and artifacts of the project of them. */
record DiskFormats(Set<DiskFormat> formats) {

  private static final String PROPERTY = "unikernel.formats";

  /**
   * Reads the formats.
   *
   * @throws InputException if there is none of a name
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if this machine can't write
   *     one
   */
  static DiskFormats of(Settings settings, @Nullable List<String> configured) {
    Set<DiskFormat> formats = new LinkedHashSet<>();
    for (String name : settings.words(PROPERTY, configured)) {
      formats.add(format(name.strip()));
    }
    formats.forEach(DiskConverter::require);
    return new DiskFormats(formats);
  }

  private static DiskFormat format(String name) {
    return Arrays.stream(DiskFormat.values())
        .filter(format -> format.id().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "<formats> names '" + name + "'",
                    Arrays.stream(DiskFormat.values())
                        .map(DiskFormat::id)
                        .collect(
                            Collectors.joining(
                                ", ", "Give one of ", "; the raw disk is always made."))));
  }

  /** Makes them beside the raw disk, and attaches them where there is a project. */
  void make(
      DiskImage image,
      Settings settings,
      MavenProject project,
      MavenProjectHelper helper,
      Log log) {
    String raw = String.valueOf(image.file().getFileName());
    String name = raw.endsWith(".raw") ? raw.substring(0, raw.length() - 4) : raw;
    for (DiskFormat format : formats) {
      Path target = image.file().resolveSibling(format.fileName(name));
      FormattedDisk disk =
          DiskConverter.convert(
              new FormatRequest(
                  image.file(), image.sha256(), OutputTimestamp.of(settings), format, target));
      log.info("Image as %s: %s (%d bytes)".formatted(format.id(), target, disk.size()));
      if (project.getFile() != null && !isAttached(project, target)) {
        String classifier = format.classifier().isEmpty() ? null : format.classifier();
        helper.attachArtifact(project, format.extension(), classifier, target.toFile());
      }
    }
  }

  /** A goal may run twice in a build. */
  private static boolean isAttached(MavenProject project, Path file) {
    return project.getAttachedArtifacts().stream()
        .map(Artifact::getFile)
        .anyMatch(file.toFile()::equals);
  }
}
