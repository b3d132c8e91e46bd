package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;

/**
 * The programs that HVM disks start with, built from the distribution's packages.
 *
 * @param directory where they lie; it may be shared and is not to be written to
 */
public record BootLoaders(Path directory) {

  /** GRUB's first sector for a BIOS: 512 bytes, of which the first 440 are code. */
  public Path bootImage() {
    return directory.resolve("boot.img");
  }

  /**
   * GRUB for a BIOS, all modules inside, to lie from sector 1 on. It runs {@code
   * /boot/grub/grub.cfg} in the first partition of the disk that it was started from.
   */
  public Path coreImage() {
    return directory.resolve("core.img");
  }

  /**
   * GRUB for UEFI, all modules inside, to lie at {@code /EFI/BOOT/BOOTX64.EFI} of an EFI system
   * partition. It runs {@code /boot/grub/grub.cfg} in the first partition of the same disk.
   */
  public Path efiImage() {
    return directory.resolve("bootx64.efi");
  }

  /** Xen's PV shim: an uncompressed ELF. */
  public Path shim() {
    return directory.resolve("xen-shim");
  }

  /** The distribution's packages that these were made from, a file name on each line. */
  public Path packages() {
    return directory.resolve("packages");
  }
}
