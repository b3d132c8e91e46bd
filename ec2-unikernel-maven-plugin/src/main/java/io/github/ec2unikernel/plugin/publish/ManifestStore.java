package io.github.ec2unikernel.plugin.publish;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where manifests are kept: beside the build's results under the disk's name, and in the user's
 * cache under their digest, where another build and another checkout find them.
 *
 * @param beside the directory of the build's results, {@code target/ec2-unikernel}
 * @param cache the user's cache directory, or null for none
 */
record ManifestStore(Path beside, @Nullable Path cache) {

  private static final String SUFFIX = ".blocks";
  // A release that nothing descends from for so long is sent in full then.
  private static final Duration UNUSED = Duration.ofDays(180);

  /**
   * Keeps the manifest of a disk's completed snapshot, and returns what came in the way, if
   * anything did: then the next release is sent in full.
   */
  Optional<String> keep(DiskSource disk, BlockManifest manifest) {
    byte[] bytes = manifest.bytes();
    try {
      write(file(disk), bytes);
      if (cache != null) {
        Path blocks = cache.resolve("blocks");
        write(blocks.resolve(manifest.digest() + SUFFIX), bytes);
        prune(blocks);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "The list of the snapshot's blocks can't be kept, so the next release is sent in full: "
              + e);
    }
  }

  /** Returns the manifest of that digest, if it is held somewhere, whole and unchanged. */
  Optional<BlockManifest> find(String digest) {
    List<Path> candidates = new ArrayList<>();
    if (cache != null) {
      candidates.add(cache.resolve("blocks").resolve(digest + SUFFIX));
    }
    // An earlier version's disk may have another name.
    try (DirectoryStream<Path> files = Files.newDirectoryStream(beside, "*" + SUFFIX)) {
      files.forEach(candidates::add);
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing was built here yet; what can't be read can't be descended from.
      return candidates.stream().flatMap(file -> read(file, digest).stream()).findFirst();
    }
    return candidates.stream().flatMap(file -> read(file, digest).stream()).findFirst();
  }

  private Path file(DiskSource disk) {
    String name = disk.file().getFileName().toString();
    return beside.resolve(
        (name.endsWith(".raw") ? name.substring(0, name.length() - 4) : name) + SUFFIX);
  }

  private static Optional<BlockManifest> read(Path file, String digest) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!Sha256.hex(bytes).equals(digest)) {
        return Optional.empty();
      }
      BlockManifest manifest = BlockManifest.parse(bytes);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(manifest);
    } catch (IOException | IllegalArgumentException e) {
      // Without it all is sent; that is told where it matters.
      return Optional.empty();
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, "blocks", ".tmp");
    try {
      Files.write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void prune(Path blocks) throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(UNUSED));
    try (Stream<Path> files = Files.list(blocks)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        if (lastUsed(file).compareTo(limit) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static FileTime lastUsed(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      // Another build was quicker.
      return FileTime.from(Instant.now());
    }
  }
}
