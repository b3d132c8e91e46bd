package io.github.ec2unikernel.harness.model;

import java.util.Locale;

/** What a machine's network interfaces are to its guest; QEMU has no ENA. */
public enum NicModel {
  /** Virtio's network device, on PCI. */
  VIRTIO,
  /** Intel's 82540EM, which most kernels have a driver for. */
  E1000,
  /** Intel's 82574L, an e1000 with PCI Express and MSI-X. */
  E1000E;

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
