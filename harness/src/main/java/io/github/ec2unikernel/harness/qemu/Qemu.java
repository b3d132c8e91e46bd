package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The QEMU programs of this machine. */
public final class Qemu {

  /** The emulator's program. */
  public static final String SYSTEM = "qemu-system-x86_64";

  static final String IMG = "qemu-img";

  private static final Duration FOR_A_MOMENT = Duration.ofSeconds(30);

  private Qemu() {}

  /**
   * Checks that the emulator and its disk tool are there.
   *
   * @throws EnvironmentException naming the command that installs what is missing
   */
  public static void require() {
    require(SYSTEM, "qemu-system-x86");
    require(IMG, "qemu-utils");
  }

  private static void require(String program, String debianPackage) {
    if (!ProcessRunner.isOnPath(program)) {
      throw new EnvironmentException(
          program + " is not on the PATH, so nothing can be booted here",
          "Install it: sudo apt-get install --no-install-recommends " + debianPackage);
    }
  }

  /**
   * Finds out by starting a machine whether KVM works, as an accessible /dev/kvm does not say that:
   * some hosts open it and fail at the first virtual processor.
   */
  public static Accelerator probe(Path directory) {
    if (!Files.isWritable(Path.of("/dev/kvm"))) {
      return Accelerator.TCG;
    }
    // the machine is left before its first instruction: -S stops it, and quit ends it
    Command command =
        Command.of(
            "sh",
            "-c",
            "echo '{\"execute\":\"qmp_capabilities\"}{\"execute\":\"quit\"}' | "
                + SYSTEM
                + " -nodefaults -no-user-config -display none -machine q35,accel=kvm -cpu host"
                + " -m 16 -S -qmp stdio");
    Exit exit = ProcessRunner.run(command, directory, FOR_A_MOMENT);
    return exit.succeeded() ? Accelerator.KVM : Accelerator.TCG;
  }

  /**
   * Lays a writable disk over a raw one, which is only read.
   *
   * @param directory where the overlay is made
   * @param size the size that the machine sees, in bytes, not less than the raw disk's
   * @return the overlay, a qcow2 file
   */
  public static Path overlay(Path raw, Path directory, long size) {
    Path overlay = directory.resolve("overlay.qcow2");
    Command command =
        Command.of(
            IMG,
            "create",
            "-q",
            "-f",
            "qcow2",
            "-F",
            "raw",
            "-b",
            raw.toAbsolutePath().toString(),
            overlay.toString(),
            Long.toString(size));
    Exit exit = ProcessRunner.run(command, directory, FOR_A_MOMENT);
    if (!exit.succeeded()) {
      throw new EnvironmentException(
          "qemu-img can't lay an overlay over " + raw + ": " + exit.output().strip(),
          "See that the disk image is readable and " + directory + " has room.");
    }
    return overlay;
  }
}
