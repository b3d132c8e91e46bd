package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Ext2Writer;
import io.github.ec2unikernel.plugin.ext2.FileTree;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.ext2.Layout;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.io.Fingerprinter;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Builds a volume: an ext2 file system with the content of a directory, or with one file. All files
 * belong to root and keep their permissions; see {@link VolumeRequest} for their times.
 */
public final class VolumeBuilder {

  private static final long MEBIBYTE = 1 << 20;

  private VolumeBuilder() {}

  /**
   * Builds a volume; the same request gives the same bytes. Until the volume is complete, its
   * target is left as it was.
   *
   * @throws InputException if the source or a value of the request can't be used
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the volume can't be
   *     written
   */
  public static VolumeImage build(VolumeRequest request) {
    requireName(request.name());
    Identity.requireTime(request.timestamp());
    TargetPlace place = place(request);
    Fingerprinter fingerprinter = new Fingerprinter();
    fingerprinter.add(request.name().getBytes(StandardCharsets.UTF_8));
    FileTree tree = SourceReader.read(request.source(), request.keepTimes(), fingerprinter);
    long size = size(request, tree);
    Layout layout =
        request.size().isEmpty() ? Layout.of(tree) : Layout.ofSize(tree, size).orElseThrow();
    place.createDirectory();
    // No check for room beforehand: a sparse source takes far less of it than its size.
    write(request, layout, fingerprinter, size, place);
    return new VolumeImage(request.name(), request.target(), size, FileDigest.of(request.target()));
  }

  private static long size(VolumeRequest request, FileTree tree) {
    long least = request.size().isEmpty() ? Layout.of(tree).size() : Layout.leastSize(tree);
    long size = roundedUp(request.size().orElse(least));
    if (size < least) {
      throw new InputException(
          "The volume '%s' needs %d bytes (%d MiB) for %s, and its <size> is %d."
              .formatted(
                  request.name(),
                  roundedUp(least),
                  roundedUp(least) / MEBIBYTE,
                  request.source(),
                  request.size().orElse(0)),
          "Give it a <size> of that much or more, or none: then it is as large as need be.");
    }
    if (size > Layout.MAX_SIZE) {
      throw new InputException(
          "The volume '%s' would have %d bytes, more than ext2 can have (%d)."
              .formatted(request.name(), size, Layout.MAX_SIZE),
          "Give a smaller <size>, or spread its <source> over several volumes.");
    }
    return size;
  }

  private static void requireName(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > Identity.MAX_LABEL) {
      throw new InputException(
          "The volume's name '%s' has %d bytes; an ext2 label has 1 to %d."
              .formatted(name, length, Identity.MAX_LABEL),
          "Give the volume another <name>.");
    }
    if (name.chars().anyMatch(c -> c == '/' || Character.isISOControl(c))) {
      throw new InputException(
          "The volume's name '%s' has a slash or a control character in it.".formatted(name),
          "Give the volume another <name>.");
    }
  }

  private static TargetPlace place(VolumeRequest request) {
    Path source = request.source();
    if (!Files.exists(source)) {
      throw new InputException(
          "The source %s of the volume '%s' does not exist.".formatted(source, request.name()),
          "Create it before this goal runs, or correct its <source>.");
    }
    TargetPlace place = TargetPlace.of("volume", request.target());
    place.requireOther(source, "source");
    if (place.isIn(source)) {
      throw new InputException(
          "The volume '%s' would be written to %s, which is in its own <source> %s."
              .formatted(request.name(), place.target(), source),
          "Give a directory as its <source> that the build does not write to.");
    }
    return place;
  }

  private static void write(
      VolumeRequest request,
      Layout layout,
      Fingerprinter fingerprinter,
      long size,
      TargetPlace place) {
    try (PartFile file = PartFile.beside(place.target())) {
      SparseOutput out = new SparseOutput(file.channel());
      Ext2Writer.write(layout, Identity.none(request.timestamp()), out);
      out.zerosUntil(size);
      out.finish();
      // The files, which the numbers follow from, have been read by now.
      Ext2Writer.identify(
          layout,
          Identity.of(fingerprinter.finish(), request.timestamp(), request.name()),
          file.channel());
      file.commit();
    } catch (IOException e) {
      throw place.failure(e, size);
    }
  }

  private static long roundedUp(long size) {
    return -Math.floorDiv(-size, MEBIBYTE) * MEBIBYTE;
  }
}
