package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for one boot, gone when it is closed and when the JVM ends; what a killed JVM left is
 * removed by the next one.
 */
final class ScratchDirectory implements AutoCloseable {

  private static final String PREFIX = "ec2uk-";

  /** A process that seems to be gone may only be in another container; no boot takes this long. */
  private static final Duration ABANDONED = Duration.ofHours(6);

  private final Path path;
  private final Thread atExit;

  private ScratchDirectory(Path path) {
    this.path = path;
    this.atExit = new Thread(this::remove, "ec2-unikernel-scratch");
  }

  static ScratchDirectory create() {
    try {
      removeAbandoned(Path.of(System.getProperty("java.io.tmpdir")));
      String name = PREFIX + ProcessHandle.current().pid() + "-";
      ScratchDirectory created = new ScratchDirectory(Files.createTempDirectory(name));
      Runtime.getRuntime().addShutdownHook(created.atExit);
      return created;
    } catch (IOException e) {
      throw new EnvironmentException(
          "no temporary directory can be made in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e,
          "Make it writable with room, or set -Djava.io.tmpdir to another one.",
          e);
    }
  }

  /** Removes the folders of processes that are gone; those of other users stay. */
  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (Path each : found) {
        String pid = each.getFileName().toString().split("-", -1)[1];
        boolean gone =
            pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        Instant written = Files.getLastModifiedTime(each).toInstant();
        boolean old = written.isBefore(Instant.now().minus(ABANDONED));
        if (gone && old && Files.isWritable(each)) {
          new ScratchDirectory(each).remove();
        }
      }
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM is ending, and the hook does it
    }
    remove();
  }

  private void remove() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : paths) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // what a dying QEMU still holds is left to the system's cleaning of its temporary files
    }
  }
}
