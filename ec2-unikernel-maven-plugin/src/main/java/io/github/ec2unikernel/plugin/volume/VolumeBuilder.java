package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Ext2Writer;
import io.github.ec2unikernel.plugin.ext2.FileTree;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.ext2.Layout;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.Fingerprinter;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Builds a volume: an ext2 file system with the content of a directory, or with one file. */
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
    FileTree tree = new FileTree();
    Fingerprinter fingerprinter = new Fingerprinter();
    for (Path file : files(request.source())) {
      Content content = Content.of(file, "file");
      String name =
          file.equals(request.source())
              ? String.valueOf(file.getFileName())
              : request.source().relativize(file).toString();
      tree.add("/" + name, content);
      fingerprinter.add(name, content);
    }
    Layout layout = Layout.of(tree);
    long wanted = request.size().orElse(layout.size());
    if (wanted < layout.size()) {
      throw new InputException(
          "The volume '%s' needs %d bytes, and its <size> is %d."
              .formatted(request.name(), layout.size(), wanted),
          "Give it that size, or none: then it is as large as need be.");
    }
    long size = -Math.floorDiv(-Math.max(wanted, layout.size()), MEBIBYTE) * MEBIBYTE;
    TargetPlace place = TargetPlace.of("volume", request.target());
    place.createDirectory();
    place.requireRoom(tree.bytes());
    Identity identity = Identity.of(fingerprinter.finish(), request.timestamp(), request.name());
    return new VolumeImage(
        request.name(), request.target(), size, write(layout, identity, size, place));
  }

  private static List<Path> files(Path source) {
    try (Stream<Path> all = Files.walk(source)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new InputException(
          "The source %s can't be read: %s.".formatted(source, e.getMessage()),
          "Give this user read permission on it.",
          e);
    }
  }

  private static String write(Layout layout, Identity identity, long size, TargetPlace place) {
    try (PartFile file = PartFile.beside(place.target());
        SparseOutput out = new SparseOutput(file.channel())) {
      Ext2Writer.write(layout, identity, out);
      out.zerosUntil(size);
      String sha256 = out.finish();
      file.commit();
      return sha256;
    } catch (IOException e) {
      throw place.failure(e, size);
    }
  }
}
