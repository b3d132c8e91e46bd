package io.github.ec2unikernel.plugin.mbr;

import java.nio.ByteBuffer;

/**
 * A sector by cylinder (10 bits), head and sector (6 bits, from 1), with the geometry of 255 heads
 * and 63 sectors that partitioning tools assume for disks without one of their own.
 */
record ChsAddress(int cylinder, int head, int sector) {

  private static final int HEADS = 255;
  private static final int SECTORS = 63;
  private static final int MAX_CYLINDER = 1023;

  /** What stands for every sector that CHS can't reach. */
  private static final ChsAddress BEYOND = new ChsAddress(MAX_CYLINDER, HEADS - 1, SECTORS);

  /** Returns the address of a sector counted from 0. */
  static ChsAddress of(long lba) {
    long cylinder = lba / (HEADS * SECTORS);
    if (cylinder > MAX_CYLINDER) {
      return BEYOND;
    }
    return new ChsAddress((int) cylinder, (int) (lba / SECTORS % HEADS), (int) (lba % SECTORS) + 1);
  }

  /** Puts its three bytes. */
  void put(ByteBuffer out) {
    out.put((byte) head).put((byte) (sector | ((cylinder >> 2) & 0xc0))).put((byte) cylinder);
  }
}
