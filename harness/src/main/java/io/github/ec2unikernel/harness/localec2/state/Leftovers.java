package io.github.ec2unikernel.harness.localec2.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a killed process leaves in a region: files half written, blocks without their snapshot. */
final class Leftovers {

  private Leftovers() {}

  /** Deletes them; the caller holds the region's lock, under which all files are made. */
  static void delete(Path region) {
    try (DirectoryStream<Path> kinds = Files.newDirectoryStream(region, Files::isDirectory)) {
      for (Path kind : kinds) {
        deleteIn(kind);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteIn(Path kind) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(kind, Files::isRegularFile)) {
      for (Path file : files) {
        if (isLeft(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isLeft(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".tmp")) {
      return true;
    }
    boolean ofBlocks = name.endsWith(".raw") || name.endsWith(".sha256");
    String id = name.substring(0, Math.max(0, name.indexOf('.')));
    return ofBlocks && !Files.exists(file.resolveSibling(id + ".json"));
  }
}
