package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;

/**
 * Where a group's metadata lies and what is free in it (32 bytes).
 *
 * @param blockBitmap bg_block_bitmap, a block number
 * @param inodeBitmap bg_inode_bitmap, a block number
 * @param inodeTable bg_inode_table, the number of its first block
 * @param freeBlocks bg_free_blocks_count
 * @param freeInodes bg_free_inodes_count
 * @param directories bg_used_dirs_count
 */
record GroupDescriptor(
    long blockBitmap,
    long inodeBitmap,
    long inodeTable,
    long freeBlocks,
    int freeInodes,
    int directories) {

  static final int SIZE = 32;

  /** Puts its 32 bytes, little-endian. */
  void put(ByteBuffer out) {
    out.putInt((int) blockBitmap).putInt((int) inodeBitmap).putInt((int) inodeTable);
    out.putShort((short) freeBlocks).putShort((short) freeInodes).putShort((short) directories);
    out.position(out.position() + SIZE - 18);
  }
}
