package io.github.ec2unikernel.harness.xen.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Foreign kernels for tests: Linux, Xen, its shim, GRUB, and BusyBox beside them, out of the
 * distribution's packages. Fetched once and kept in {@code target}.
 */
public final class DistributionPackages {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path UNPACKED = TARGET.resolve("packages");
  private static final Path GRUB_PC = TARGET.resolve("grub-pc");
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

  private static final String WANTED =
      "(linux-image|linux-modules|xen-hypervisor|xen-utils)-[0-9].*|busybox-static";

  private DistributionPackages() {}

  /** Returns the unpacked packages. */
  static synchronized PackageRoot root() throws IOException {
    if (!Files.exists(UNPACKED)) {
      Path part = Files.createTempDirectory(TARGET, "packages");
      AptPackages apt = new AptPackages(part.resolve("apt"));
      apt.update();
      List<String> names = new ArrayList<>(apt.select());
      names.removeIf(name -> !name.matches(WANTED));
      names.add("grub-xen-host");
      Path unpacked = Files.createDirectory(part.resolve("root"));
      for (Path deb : apt.download(names, part.resolve("debs"))) {
        apt.unpack(deb, unpacked);
      }
      Files.move(unpacked, UNPACKED);
    }
    return new PackageRoot(UNPACKED);
  }

  /** Returns a module of the packages' Linux; nothing if it is built in. */
  public static synchronized Optional<byte[]> module(String name) throws IOException {
    root();
    return new KernelModules(UNPACKED).read(name);
  }

  /** Returns the directory of GRUB's parts for PCs with a BIOS. */
  public static synchronized Path grubForPc() throws IOException {
    if (!Files.exists(GRUB_PC)) {
      Path part = Files.createTempDirectory(TARGET, "grub-pc");
      AptPackages apt = new AptPackages(part.resolve("apt"));
      apt.update();
      Path unpacked = Files.createDirectory(part.resolve("root"));
      for (Path deb : apt.download(List.of("grub-pc-bin"), part.resolve("debs"))) {
        apt.unpack(deb, unpacked);
      }
      Files.move(unpacked, GRUB_PC);
    }
    return GRUB_PC.resolve("usr/lib/grub/i386-pc");
  }

  /**
   * Returns a directory with a Linux to boot: {@code vmlinuz}, {@code busybox}, the modules that
   * {@code order} names, one a line, as NAME.ko. The plugin's integration tests take it from here.
   */
  public static synchronized Path linux() throws IOException {
    if (!Files.exists(LINUX)) {
      PackageRoot root = root();
      Path part = Files.createTempDirectory(TARGET, "linux");
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
      Files.move(part, LINUX);
    }
    return LINUX;
  }
}
