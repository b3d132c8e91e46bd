package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.mbr.Mbr;

/**
 * Where a disk has its file system.
 *
 * @param partitioned whether it lies in the first partition of an MBR, or takes the whole disk
 * @param label the file system's name, or empty
 */
public record Shape(boolean partitioned, String label) {

  /** In the first partition. */
  public static final Shape PARTITIONED = new Shape(true, "");

  /** From the disk's first byte. */
  public static final Shape WHOLE_DISK = new Shape(false, "");

  /** Returns how many bytes come before the file system. */
  long start() {
    return partitioned ? Mbr.FIRST_SECTOR * Mbr.SECTOR : 0;
  }

  /** Returns the partition's number from 1, or 0 for the whole disk. */
  int partition() {
    return partitioned ? 1 : 0;
  }

  /** Returns the file system as GRUB names it. */
  String root() {
    return partitioned ? "(hd0,0)" : "(hd0)";
  }
}
