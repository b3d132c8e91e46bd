package io.github.ec2unikernel.harness.model;

import java.util.Locale;

/** How a disk is booted on EC2. */
public enum BootWay {
  /** By EC2's boot loader for PV instances, which the AMI's kernel id names. */
  PVGRUB,
  /** By GRUB on the disk, which loads the kernel as the multiboot specification has it. */
  MULTIBOOT,
  /** By GRUB on the disk, which loads Xen's PV shim, which runs the PV kernel as its one guest. */
  SHIM,
  /** By GRUB on the disk and a stub, which enters the kernel as Xen enters PVH guests. */
  PVH,
  /** By whatever a ready disk has. */
  DISK;

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether instances are hardware-virtualized, with firmware. */
  public boolean isHvm() {
    return this != PVGRUB;
  }

  /** Tells whether the kernel finds its devices by Xen alone, so that Xen has to be below it. */
  public boolean needsXen() {
    return this == PVGRUB || this == SHIM || this == PVH;
  }
}
