package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.appliance.DistributionPackages;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a ramdisk for the distribution's Linux: BusyBox, the modules for Xen's disks and ext file
 * systems, and one script.
 */
final class LinuxRamdisk {

  private LinuxRamdisk() {}

  /** Returns the kernel, a bzImage. */
  static Path kernel() throws IOException {
    return DistributionPackages.linux().resolve("vmlinuz");
  }

  /** Writes a ramdisk whose init runs the script once the modules are loaded, and powers off. */
  static Path make(Path directory, String script) throws IOException {
    return make(directory, List.of(), script, Map.of());
  }

  /** Writes one whose init loads further modules, in this order, unless they are built in. */
  static Path make(Path directory, List<String> modules, String script) throws IOException {
    return make(directory, modules, script, Map.of());
  }

  /** Writes the same with further programs, by their names in the root directory. */
  static Path make(Path directory, String script, Map<String, Path> programs) throws IOException {
    return make(directory, List.of(), script, programs);
  }

  private static Path make(
      Path directory, List<String> modules, String script, Map<String, Path> programs)
      throws IOException {
    Path tree = Files.createDirectories(directory.resolve("ramdisk"));
    for (String each : List.of("bin", "proc", "sys", "dev", "mnt")) {
      Files.createDirectory(tree.resolve(each));
    }
    Path linux = DistributionPackages.linux();
    Files.copy(linux.resolve("busybox"), tree.resolve("bin/busybox"));
    for (Map.Entry<String, Path> each : programs.entrySet()) {
      Path program = Files.copy(each.getValue(), tree.resolve(each.getKey()));
      if (!program.toFile().setExecutable(true)) {
        throw new IOException(program + " can't be made executable");
      }
    }
    StringBuilder init = new StringBuilder("#!/bin/busybox sh\n");
    init.append("/bin/busybox --install -s /bin\n");
    init.append("mount -t proc proc /proc; mount -t sysfs sysfs /sys\n");
    init.append("mount -t devtmpfs dev /dev\n");
    for (String name : Files.readAllLines(linux.resolve("order"))) {
      Files.copy(linux.resolve(name + ".ko"), tree.resolve(name + ".ko"));
      init.append("insmod /").append(name).append(".ko\n");
    }
    for (String name : modules) {
      Optional<byte[]> module = DistributionPackages.module(name);
      if (module.isPresent()) {
        Files.write(tree.resolve(name + ".ko"), module.get());
        init.append("insmod /").append(name).append(".ko\n");
      }
    }
    init.append(script).append("\npoweroff -f\n");
    Path file = Files.writeString(tree.resolve("init"), init);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " can't be made executable");
    }
    Path ramdisk = directory.resolve("ramdisk.cpio");
    Command pack =
        Command.of("sh", "-c", "find . | cpio --quiet -o -H newc > \"$0\"", ramdisk.toString());
    Exit exit = ProcessRunner.run(pack, tree, Duration.ofSeconds(30));
    if (!exit.succeeded()) {
      throw new IOException("cpio: " + exit.output());
    }
    return ramdisk;
  }
}
