package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The QEMU programs of this machine. */
public final class Qemu {

  /** The emulator's program. */
  public static final String SYSTEM = "qemu-system-x86_64";

  /**
   * SMAP kills dom0; MONITOR kills Xen when it is idle; RDTSCP in an HVM or PVH guest comes to Xen
   * as RDTSC, which Xen takes for an attack and crashes the guest.
   */
  public static final String CPU = "EPYC,-smap,-smep,-monitor,-rdtscp";

  /** The programs that are run, and Debian's packages of them. */
  private static final Map<String, String> PACKAGES =
      Map.of(SYSTEM, "qemu-system-x86", "setpriv", "util-linux");

  private Qemu() {}

  /**
   * Checks that the emulator and its tools are there.
   *
   * @throws EnvironmentException naming the command that installs what is missing
   */
  public static void require() {
    Optional<EnvironmentException> missing = missing();
    if (missing.isPresent()) {
      throw missing.get();
    }
  }

  /** Returns what is not there of the emulator and its tools, and the command that installs it. */
  public static Optional<EnvironmentException> missing() {
    return Stream.of(SYSTEM, "setpriv") // the emulator first: it is what one misses
        .filter(program -> !ProcessRunner.isOnPath(program))
        .map(
            program ->
                new EnvironmentException(
                    program + " is not on the PATH, so nothing can be booted here",
                    "Install it: sudo apt-get install --no-install-recommends "
                        + PACKAGES.get(program)))
        .findFirst();
  }

  /** Returns the words that start QEMU with no more rights than a machine needs. */
  public static List<String> confined(boolean root) {
    List<String> words = new ArrayList<>(List.of("setpriv", "--no-new-privs", SYSTEM));
    words.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"));
    // the sandbox's elevateprivileges=deny would forbid giving root up
    String sandbox = "on,obsolete=deny,spawn=deny,resourcecontrol=deny";
    words.addAll(
        root
            ? List.of("-sandbox", sandbox, "-runas", "nobody")
            : List.of("-sandbox", sandbox + ",elevateprivileges=deny"));
    return words;
  }

  /** Returns what tells this emulator, with what it emulates on, from another build or host. */
  public static List<String> identity(Accelerator accelerator) throws IOException {
    Path program = ProcessRunner.find(SYSTEM).orElseThrow(() -> new IOException("no QEMU"));
    Path file = program.toRealPath();
    List<String> identity = new ArrayList<>(List.of(accelerator.id(), file.toString()));
    identity.add(Files.size(file) + " " + Files.getLastModifiedTime(file));
    if (accelerator == Accelerator.KVM) {
      // the guest sees this host's processor, as far as QEMU's model has its features
      identity.addAll(
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
              .distinct()
              .toList());
    }
    return identity;
  }

  /** Tells whether this process has root's rights, which QEMU then gives up. */
  public static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new EnvironmentException(
          "/proc/self can't be read: " + e.getMessage(), "Mount /proc, which Linux needs.", e);
    }
  }

  /** Returns where the overlay of this name lies in a directory. */
  public static Path overlayIn(Path directory, String name) {
    return directory.resolve(name + ".qcow2");
  }

  /**
   * Lays a writable disk over a raw one, which is only read.
   *
   * @param directory where the overlay is made
   * @param name the overlay's name there, without its end
   * @param size the size that the machine sees, in bytes, not less than the raw disk's
   * @return the overlay, a qcow2 file
   */
  public static Path overlay(Path raw, Path directory, String name, long size) {
    Path overlay = overlayIn(directory, name);
    try {
      OverlayWriter.write(raw, overlay, size);
    } catch (IOException e) {
      throw new EnvironmentException(
          "an overlay over " + raw + " can't be laid: " + e.getMessage(),
          "See that " + directory + " has room.",
          e);
    }
    return overlay;
  }
}
