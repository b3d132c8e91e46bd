package io.github.ec2unikernel.plugin.ext2;

/**
 * What follows from the block size.
 *
 * @param blockSize 1024 or 4096 bytes
 */
record Geometry(int blockSize) {

  static final int SMALL_BLOCK = 1024;
  static final int LARGE_BLOCK = 4096;

  private static final int SECTOR = 512;
  private static final int POINTER = 4;

  Geometry {
    if (blockSize != SMALL_BLOCK && blockSize != LARGE_BLOCK) {
      throw new IllegalArgumentException("block size " + blockSize);
    }
  }

  /** Returns the number of the block that holds the superblock: it is at byte 1024. */
  int firstBlock() {
    return blockSize == SMALL_BLOCK ? 1 : 0;
  }

  /** Returns how many blocks one block of a bitmap tells of. */
  int blocksPerGroup() {
    return bitsPerBlock();
  }

  int bitsPerBlock() {
    return 8 * blockSize;
  }

  int pointersPerBlock() {
    return blockSize / POINTER;
  }

  int inodesPerBlock() {
    return blockSize / Inode.SIZE;
  }

  int descriptorsPerBlock() {
    return blockSize / GroupDescriptor.SIZE;
  }

  int sectorsPerBlock() {
    return blockSize / SECTOR;
  }

  /** Returns how many blocks so many bytes take. */
  long blocksFor(long bytes) {
    return ceilDiv(bytes, blockSize);
  }

  static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }
}
