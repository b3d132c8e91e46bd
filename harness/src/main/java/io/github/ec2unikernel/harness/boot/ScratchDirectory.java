package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one boot, gone when it is closed and when the JVM ends. */
final class ScratchDirectory implements AutoCloseable {

  private final Path path;
  private final Thread atExit;

  private ScratchDirectory(Path path) {
    this.path = path;
    this.atExit = new Thread(this::remove, "ec2-unikernel-scratch");
  }

  static ScratchDirectory create() {
    try {
      ScratchDirectory created = new ScratchDirectory(Files.createTempDirectory("ec2uk-"));
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
