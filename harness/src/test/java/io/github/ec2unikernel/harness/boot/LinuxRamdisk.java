package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a ramdisk for the newest Linux of this machine (package linux-image-amd64): BusyBox
 * (busybox-static), the modules for Xen's disks and ext file systems, and one script.
 */
final class LinuxRamdisk {

  private static final List<String> MODULES =
      List.of("crc16", "crc32c_generic", "mbcache", "jbd2", "ext4", "xen-blkfront");

  private LinuxRamdisk() {}

  /** Returns the kernel, a bzImage. */
  static Path kernel() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/boot"))) {
      return all.filter(file -> file.getFileName().toString().matches("vmlinuz-.*-amd64"))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("no Linux in /boot (package linux-image-amd64)"));
    }
  }

  /** Writes a ramdisk whose init runs the script once the modules are loaded, and powers off. */
  static Path make(Path directory, String script) throws IOException {
    Path tree = Files.createDirectories(directory.resolve("ramdisk"));
    for (String each : List.of("bin", "proc", "sys", "dev", "mnt")) {
      Files.createDirectory(tree.resolve(each));
    }
    Files.copy(Path.of("/bin/busybox"), tree.resolve("bin/busybox"));
    StringBuilder init = new StringBuilder("#!/bin/busybox sh\n");
    init.append("/bin/busybox --install -s /bin\n");
    init.append("mount -t proc proc /proc; mount -t sysfs sysfs /sys\n");
    init.append("mount -t devtmpfs dev /dev\n");
    for (String name : MODULES) {
      copyModule(name, tree);
      init.append("insmod /").append(name).append(".ko\n");
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

  private static void copyModule(String name, Path tree) throws IOException {
    String release = kernel().getFileName().toString().replaceFirst("vmlinuz-", "");
    Path modules = Path.of("/lib/modules", release, "kernel");
    try (Stream<Path> all = Files.walk(modules)) {
      Path found =
          all.filter(file -> file.getFileName().toString().equals(name + ".ko"))
              .findFirst()
              .orElseThrow(() -> new IOException("no " + name + ".ko in " + modules));
      Files.copy(found, tree.resolve(name + ".ko"));
    }
  }
}
