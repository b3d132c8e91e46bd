package io.github.ec2unikernel.harness.model;

import java.util.Locale;

/** What a machine's disks are to its guest. */
public enum DiskModel {
  /** Virtio's block device, on PCI. */
  VIRTIO,
  /** An IDE disk, as Xen emulates one for the boot loader of an HVM guest. */
  IDE,
  /** An NVMe controller with one namespace for each disk, as EBS volumes are on Nitro. */
  NVME;

  /** Returns the name as it stands in a configuration, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
