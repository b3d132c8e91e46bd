package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The extent tree of ext4. */
final class ExtentMap implements BlockMap {

  private static final int MAGIC = 0xf30a;
  private static final int ENTRY = 12;
  private static final int DEEPEST = 5;

  /** Longer extents are reserved but not written yet, and read as zeros. */
  private static final int WRITTEN = 32768;

  private final ExtFileSystem files;
  private final ExtInode inode;

  ExtentMap(ExtFileSystem files, ExtInode inode) {
    this.files = files;
    this.inode = inode;
  }

  @Override
  public long block(long index) throws IOException {
    ByteBuffer node = inode.map();
    String where = "in it (offset 0x%x)".formatted(inode.offset() + 40);
    int depth = depth(node, DEEPEST, where);
    while (depth > 0) {
      int at = last(node, index);
      if (at == 0) {
        return 0;
      }
      long child =
          (node.getInt(at + 4) & 0xffff_ffffL) | (long) (node.getShort(at + 8) & 0xffff) << 32;
      node = files.block(child, inode);
      where = "in block " + child;
      int below = depth(node, depth - 1, where);
      if (below != depth - 1) {
        throw damage("a depth of " + below + " below one of " + depth, where);
      }
      depth = below;
    }
    return leaf(node, index);
  }

  private static long leaf(ByteBuffer node, long index) {
    int at = last(node, index);
    if (at == 0) {
      return 0;
    }
    long within = index - (node.getInt(at) & 0xffff_ffffL);
    int length = node.getShort(at + 4) & 0xffff;
    if (length > WRITTEN || within >= length) {
      return 0;
    }
    long start =
        (node.getInt(at + 8) & 0xffff_ffffL) | (long) (node.getShort(at + 6) & 0xffff) << 32;
    return start + within;
  }

  /** Returns the offset of the last entry that begins at or before the block; 0 if none does. */
  private static int last(ByteBuffer node, long index) {
    int entries = node.getShort(2) & 0xffff;
    int found = 0;
    for (int i = 1; i <= entries; i++) {
      if ((node.getInt(i * ENTRY) & 0xffff_ffffL) > index) {
        break;
      }
      found = i * ENTRY;
    }
    return found;
  }

  private int depth(ByteBuffer node, int most, String where) throws DamagedDiskException {
    int magic = node.getShort(0) & 0xffff;
    int entries = node.getShort(2) & 0xffff;
    int depth = node.getShort(6) & 0xffff;
    if (magic != MAGIC) {
      throw damage("the magic number 0x%x".formatted(magic), where);
    }
    if ((entries + 1) * ENTRY > node.limit()) {
      throw damage(entries + " entries", where);
    }
    if (depth > most) {
      throw damage("a depth of " + depth, where);
    }
    return depth;
  }

  private DamagedDiskException damage(String what, String where) {
    return new DamagedDiskException(
        "the extent tree of %s has %s %s".formatted(inode, what, where));
  }
}
