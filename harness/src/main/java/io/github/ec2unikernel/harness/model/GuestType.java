package io.github.ec2unikernel.harness.model;

/** What kind of virtual machine a guest is. */
public enum GuestType {
  /** Paravirtualized, by Xen, as EC2's PV instances are. */
  PV,
  /** Hardware-virtualized without firmware and devices, entered at the kernel's PVH note. */
  PVH,
  /** A paravirtualized kernel inside a PVH guest, through Xen's shim. */
  SHIM,
  /** Hardware-virtualized with a BIOS. */
  HVM;

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
