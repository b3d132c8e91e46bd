package io.github.ec2unikernel.harness.model;

import java.util.Locale;

/** What starts a hardware-virtualized machine's disk. */
public enum Firmware {
  /** A BIOS, which runs the code in the disk's first sector. */
  BIOS,
  /** UEFI, which runs {@code /EFI/BOOT/BOOTX64.EFI} of the EFI system partition. */
  UEFI;

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
