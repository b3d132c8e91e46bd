package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.format.DiskConverter;
import io.github.ec2unikernel.plugin.format.DiskFormat;
import io.github.ec2unikernel.plugin.format.FormatRequest;
import io.github.ec2unikernel.plugin.format.FormattedDisk;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import java.nio.file.Files;
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

  /**
   * Checks that none of them would be written over the disk that they are made of.
   *
   * @param raw the raw disk that they come to lie beside
   * @param ready the ready disk that is given, or null
   * @throws InputException if one would
   */
  void requireOthers(Path raw, @Nullable Path ready) {
    if (ready != null && Files.exists(ready)) {
      formats.forEach(
          format -> TargetPlace.of(format.id(), target(format, raw)).requireOther(ready, "<disk>"));
    }
  }

  private static Path target(DiskFormat format, Path raw) {
    String name = String.valueOf(raw.getFileName());
    return raw.resolveSibling(
        format.fileName(name.endsWith(".raw") ? name.substring(0, name.length() - 4) : name));
  }

  /** Makes them beside the raw disk, and attaches them where there is a project. */
  void make(
      DiskImage image,
      Settings settings,
      MavenProject project,
      MavenProjectHelper helper,
      Log log) {
    for (DiskFormat format : formats) {
      Path target = target(format, image.file());
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
