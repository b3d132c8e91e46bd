package io.github.ec2unikernel.harness.disk;

import java.io.IOException;

/** The block map of ext2: 12 pointers, then single, double and triple indirect blocks. */
final class PointerMap implements BlockMap {

  private static final int DIRECT = 12;
  private static final int LEVELS = 3;

  private final ExtFileSystem files;
  private final ExtInode inode;

  PointerMap(ExtFileSystem files, ExtInode inode) {
    this.files = files;
    this.inode = inode;
  }

  @Override
  public long block(long index) throws IOException {
    if (index < DIRECT) {
      return inode.map().getInt((int) index * 4) & 0xffff_ffffL;
    }
    long rest = index - DIRECT;
    long perBlock = files.blockSize() / 4;
    long reach = perBlock;
    for (int level = 1; level <= LEVELS; level++) {
      if (rest < reach) {
        long block = inode.map().getInt((DIRECT + level - 1) * 4) & 0xffff_ffffL;
        for (long span = reach / perBlock; block != 0 && span >= 1; span /= perBlock) {
          int slot = (int) (rest / span % perBlock);
          block = files.block(block, inode).getInt(slot * 4) & 0xffff_ffffL;
        }
        return block;
      }
      rest -= reach;
      reach *= perBlock;
    }
    throw new DamagedDiskException(
        "%s is larger than a block map reaches (i_size at offset 0x%x)"
            .formatted(inode, inode.offset() + 4));
  }
}
