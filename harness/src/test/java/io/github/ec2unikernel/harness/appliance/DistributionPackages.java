package io.github.ec2unikernel.harness.appliance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Foreign kernels for tests: Linux, Xen, its shim, GRUB, and BusyBox beside them, out of the
 * distribution's packages. Fetched once and kept in {@code target}.
 */
public final class DistributionPackages {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path UNPACKED = TARGET.resolve("packages");
  private static final Path GRUB_PC = TARGET.resolve("grub-pc");
  private static final Path SSH_SERVER = TARGET.resolve("ssh-server");
  private static final Path LINUX = TARGET.resolve("linux");

  /**
   * What Linux needs to mount an ext file system on one of Xen's disks and to ask for an address on
   * one of its networks, in the order of loading.
   */
  private static final List<String> MODULES =
      List.of(
          "crc16",
          "crc32c_generic",
          "mbcache",
          "jbd2",
          "ext4",
          "xen-blkfront",
          "af_packet",
          "xen-netfront");

  private static final List<String> SSH_MODULES =
      List.of("failover", "net_failover", "virtio_net", "loop");

  private static final List<String> SSH_PACKAGES =
      List.of(
          "dropbear-bin",
          "libtomcrypt1",
          "libtommath1",
          "libgmp10",
          "libcrypt1",
          "zlib1g",
          "libc6",
          "libgcc-s1");

  private static final String WANTED =
      "(linux-image|linux-modules|xen-hypervisor|xen-utils)-[0-9].*|busybox-static";

  private DistributionPackages() {}

  /** Returns the unpacked packages. */
  static PackageRoot root() throws IOException {
    once(UNPACKED, DistributionPackages::fetchRoot);
    return new PackageRoot(UNPACKED);
  }

  private static Path fetchRoot(Path part) throws IOException {
    return fetch(part, DistributionPackages::rootNames);
  }

  private static List<String> rootNames(AptPackages apt) {
    List<String> names = new ArrayList<>(apt.select());
    names.removeIf(name -> !name.matches(WANTED));
    names.add("grub-xen-host");
    return names;
  }

  private static Path fetch(Path part, AptPackages.Choice choice) throws IOException {
    return AptPackages.fetch(part, choice, "tests", step -> {}).directory();
  }

  /** Returns a module of the packages' Linux; nothing if it is built in. */
  public static Optional<byte[]> module(String name) throws IOException {
    root();
    return new KernelModules(UNPACKED).read(name);
  }

  /** Returns the directory of GRUB's parts for PCs with a BIOS. */
  public static Path grubForPc() throws IOException {
    once(GRUB_PC, DistributionPackages::fetchGrubForPc);
    return GRUB_PC.resolve("usr/lib/grub/i386-pc");
  }

  private static Path fetchGrubForPc(Path part) throws IOException {
    return fetch(part, apt -> List.of("grub-pc-bin"));
  }

  /**
   * Returns a directory with what makes a dom0 one that ssh leads to, laid out as its root:
   * Debian's dropbear with its libraries, and modules of Linux.
   */
  public static Path sshServer() throws IOException {
    root();
    once(SSH_SERVER, DistributionPackages::makeSshServer);
    return SSH_SERVER;
  }

  private static Path makeSshServer(Path part) throws IOException {
    PackageRoot packages = new PackageRoot(fetch(part, apt -> SSH_PACKAGES));
    Path dropbear = packages.find("usr/sbin/dropbear");
    Path made = Files.createDirectory(part.resolve("made"));
    Files.createDirectories(made.resolve("usr/sbin"));
    Files.copy(dropbear, made.resolve("usr/sbin/dropbear"));
    Path libraries = Files.createDirectories(made.resolve("lib/x86_64-linux-gnu"));
    for (Map.Entry<String, Path> each : packages.libraries(List.of(dropbear)).entrySet()) {
      if (!each.getKey().startsWith("ld-linux")) {
        Files.copy(each.getValue(), libraries.resolve(each.getKey()));
      }
    }
    Path modules = Files.createDirectories(made.resolve("lib/modules"));
    KernelModules all = new KernelModules(UNPACKED);
    for (String name : SSH_MODULES) {
      Optional<byte[]> module = all.read(name);
      if (module.isPresent()) {
        Files.write(modules.resolve(name + ".ko"), module.get());
      }
    }
    return made;
  }

  /**
   * Returns a directory with a Linux to boot: {@code vmlinuz}, {@code busybox}, the modules that
   * {@code order} names, one a line, as NAME.ko. The plugin's integration tests take it from here.
   */
  public static Path linux() throws IOException {
    root();
    once(LINUX, DistributionPackages::makeLinux);
    return LINUX;
  }

  private static Path makeLinux(Path part) throws IOException {
    PackageRoot root = new PackageRoot(UNPACKED);
    Files.copy(root.find("boot/vmlinuz-*"), part.resolve("vmlinuz"));
    Files.copy(root.find("{bin,usr/bin}/busybox"), part.resolve("busybox"));
    KernelModules modules = new KernelModules(UNPACKED);
    List<String> order = new ArrayList<>();
    for (String name : MODULES) {
      Optional<byte[]> module = modules.read(name);
      if (module.isPresent()) {
        Files.write(part.resolve(name + ".ko"), module.get());
        order.add(name);
      }
    }
    Files.write(part.resolve("order"), order);
    return part;
  }

  /** Makes a directory unless it is there; tests run in several processes at once. */
  private static synchronized void once(Path directory, Maker maker) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                TARGET.resolve("packages.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(directory)) {
        Files.move(
            maker.make(Files.createTempDirectory(TARGET, directory.getFileName().toString())),
            directory);
      }
    }
  }

  /** Makes something in an empty directory, and returns where. */
  private interface Maker {
    Path make(Path part) throws IOException;
  }
}
