package io.github.ec2unikernel.harness.model;

/** Who builds the guest's memory from the kernel on the disk. */
public enum Loader {
  /** GRUB 2 for Xen PV, which runs the disk's menu.lst inside the guest, as EC2's PV-GRUB does. */
  PVGRUB,
  /** Xen's own domain builder in dom0, fed with what the disk's menu.lst says. */
  LIBXL;

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
