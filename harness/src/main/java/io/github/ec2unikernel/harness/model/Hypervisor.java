package io.github.ec2unikernel.harness.model;

/** What EC2's instances run on, as a kernel meets it. */
public enum Hypervisor {
  /** Xen, paravirtualized: M1, C1, T1 and their age. */
  XEN_PV("Xen PV"),
  /** Xen, hardware-virtualized: T2, M4, C4 and their age. */
  XEN_HVM("Xen HVM"),
  /** Nitro, with NVMe disks and ENA interfaces: T3, M5, C5 and all since. */
  NITRO("Nitro");

  private final String text;

  Hypervisor(String text) {
    this.text = text;
  }

  /** Returns the name for people. */
  public String text() {
    return text;
  }
}
