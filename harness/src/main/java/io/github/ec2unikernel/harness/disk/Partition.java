package io.github.ec2unikernel.harness.disk;

/**
 * A partition of a disk.
 *
 * @param start its first byte
 * @param end the first byte behind it
 * @param type its type in the MBR; {@link #GPT} or {@link #GPT_SYSTEM} in a GPT
 */
record Partition(long start, long end, int type) {

  /** Stands for every type of a GPT, which PV-GRUB does not tell apart. */
  static final int GPT = -1;

  /** Stands for an EFI system partition of a GPT, which PV-GRUB does not tell from others. */
  static final int GPT_SYSTEM = -2;

  private static final int LINUX = 0x83;
  private static final int LINUX_RAID = 0xfd;
  private static final int SYSTEM = 0xef;

  /** Tells whether GRUB 0.97 looks for ext2 in partitions of this type. */
  boolean mayHoldExt2() {
    return type == LINUX || type == LINUX_RAID || type == GPT || type == GPT_SYSTEM;
  }

  /** Tells whether UEFI looks for programs in it. */
  boolean isSystem() {
    return type == SYSTEM || type == GPT_SYSTEM;
  }
}
