package io.github.ec2unikernel.harness.localec2.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a killed process leaves in a region: files half written, blocks without their snapshot. */
final class Leftovers {

  /** The directory of blocks that are being made; a process names them by its id. */
  static final String DRAFTS = "drafts";

  private Leftovers() {}

  /**
   * Deletes them; the caller holds the region's lock, under which all files but drafts are made.
   */
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
        if (kind.endsWith(DRAFTS) ? isOfTheDead(file) : isLeft(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOfTheDead(Path draft) {
    String pid = draft.getFileName().toString().split("-", 2)[0];
    return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
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
