package io.github.ec2unikernel.harness.xen.appliance;

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

  /** The root file system of dom0: a cpio archive. */
  public Path initramfs() {
    return directory.resolve("initramfs.cpio");
  }
}
