package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The superblock of an ext2, ext3 or ext4.
 *
 * @param start where the file system begins on the disk, in bytes
 * @param blockSize bytes of a block, from 1024 to 65536
 * @param blocks how many it has
 * @param firstBlock the block that holds the superblock
 * @param inodes how many it has
 * @param inodesPerGroup how many of them a group has
 * @param inodeSize bytes of an inode
 * @param descriptorSize bytes of a group descriptor
 * @param features its feature flags
 */
record ExtSuperblock(
    long start,
    int blockSize,
    long blocks,
    long firstBlock,
    long inodes,
    long inodesPerGroup,
    int inodeSize,
    int descriptorSize,
    ExtFeatures features) {

  private static final int OFFSET = 1024;
  private static final int SIZE = 1024;
  private static final int MAGIC = 0xef53;
  private static final int OLD_INODE = 128;
  private static final int OLD_DESCRIPTOR = 32;

  /**
   * Reads the superblock of the file system that begins at {@code start}, if there is one.
   *
   * @throws DamagedDiskException if it says what can't be
   */
  static Optional<ExtSuperblock> read(DiskBytes disk, long start) throws IOException {
    if (start > disk.size() - OFFSET - SIZE) {
      return Optional.empty();
    }
    ByteBuffer b = disk.read(start + OFFSET, SIZE, "a superblock");
    if ((b.getShort(56) & 0xffff) != MAGIC) {
      return Optional.empty();
    }
    boolean dynamic = b.getInt(76) != 0;
    ExtFeatures features =
        dynamic ? new ExtFeatures(b.getInt(96), b.getInt(100)) : new ExtFeatures(0, 0);
    boolean wide = features.has(ExtFeatures.BIT_64);
    int logBlockSize = b.getInt(24);
    if (logBlockSize < 0 || logBlockSize > 6) {
      throw damage(start, 24, "s_log_block_size", logBlockSize);
    }
    ExtSuperblock it =
        new ExtSuperblock(
            start,
            1024 << logBlockSize,
            unsigned(b, 4) | (wide ? unsigned(b, 336) << 32 : 0),
            unsigned(b, 20),
            unsigned(b, 0),
            unsigned(b, 40),
            dynamic ? b.getShort(88) & 0xffff : OLD_INODE,
            wide ? b.getShort(254) & 0xffff : OLD_DESCRIPTOR,
            features);
    it.requireSense();
    return Optional.of(it);
  }

  private void requireSense() throws DamagedDiskException {
    if (inodesPerGroup == 0) {
      throw damage(start, 40, "s_inodes_per_group", inodesPerGroup);
    }
    if (inodeSize < OLD_INODE || inodeSize > blockSize) {
      throw damage(start, 88, "s_inode_size", inodeSize);
    }
    if (descriptorSize < OLD_DESCRIPTOR || descriptorSize > blockSize) {
      throw damage(start, 254, "s_desc_size", descriptorSize);
    }
    if (firstBlock > 1) {
      throw damage(start, 20, "s_first_data_block", firstBlock);
    }
    if (blocks <= firstBlock || blocks > Long.MAX_VALUE / 65536 / 2) {
      throw damage(start, 4, "s_blocks_count", blocks);
    }
  }

  /** Returns why the file system can't be read, if so. */
  Optional<String> refusal() {
    return features.refusal();
  }

  private static long unsigned(ByteBuffer b, int at) {
    return b.getInt(at) & 0xffff_ffffL;
  }

  private static DamagedDiskException damage(long start, int field, String name, long value) {
    return new DamagedDiskException(
        "the superblock's %s at offset 0x%x is %d".formatted(name, start + OFFSET + field, value));
  }
}
