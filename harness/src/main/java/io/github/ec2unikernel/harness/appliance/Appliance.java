package io.github.ec2unikernel.harness.appliance;

import java.nio.file.Path;

/**
 * The files that make a Xen host out of a QEMU machine.
 *
 * @param directory where they lie
 */
public record Appliance(Path directory) {

  /** Xen itself, an uncompressed multiboot ELF. */
  public Path xen() {
    return directory.resolve("xen");
  }

  /** Linux for dom0: an ELF or a bzImage. */
  public Path kernel() {
    return directory.resolve("vmlinux");
  }

  /**
   * GRUB for Xen PV, which boots as EC2's PV-GRUB does.
   *
   * @param modules whether it hands a menu's modules over as a list of modules
   */
  public Path grub(boolean modules) {
    return directory.resolve(modules ? "pvgrub-modules" : "pvgrub");
  }

  /** Xen's shim, which runs a PV kernel inside a PVH guest: an uncompressed ELF. */
  public Path shim() {
    return directory.resolve("xen-shim");
  }

  /** The root file system of dom0: a cpio archive. */
  public Path initramfs() {
    return directory.resolve("initramfs.cpio");
  }
}
