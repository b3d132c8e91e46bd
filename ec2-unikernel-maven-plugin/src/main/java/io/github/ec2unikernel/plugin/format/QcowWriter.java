package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;

/** Has a qcow2 disk written by QEMU's own tool, which gives the same disk the same bytes. */
final class QcowWriter {

  private static final String QEMU_IMG = "qemu-img";

  /** Long enough for terabytes. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private QcowWriter() {}

  /**
   * Checks that the tool is there.
   *
   * @throws EnvironmentException naming the command that installs it
   */
  static void require() {
    if (!ProcessRunner.isOnPath(QEMU_IMG)) {
      throw new EnvironmentException(
          "qemu-img is not on the PATH, so there can be no image in the format qcow2",
          "Install it: sudo apt-get install --no-install-recommends qemu-utils; or take qcow2 out of"
              + " <formats>.");
    }
  }

  /** Writes the disk to a file that is there already, and empty. */
  static void write(Path disk, Path target) {
    Path directory = target.resolveSibling("").toAbsolutePath();
    Exit exit = ProcessRunner.run(command(disk, target), directory, PATIENCE);
    if (!exit.succeeded()) {
      throw new EnvironmentException(
          "qemu-img can't write %s as qcow2: %s".formatted(disk, exit.output().strip()),
          "See that %s is writable and has room.".formatted(directory));
    }
  }

  static Command command(Path disk, Path target) {
    return Command.of(
        QEMU_IMG,
        "convert",
        "-q",
        "-f",
        "raw",
        "-O",
        "qcow2",
        // said, as releases of QEMU differ in what they take if nothing is said
        "-o",
        "compat=1.1,cluster_size=65536,lazy_refcounts=off,extended_l2=off,compression_type=zlib",
        disk.toAbsolutePath().toString(),
        target.toAbsolutePath().toString());
  }
}
