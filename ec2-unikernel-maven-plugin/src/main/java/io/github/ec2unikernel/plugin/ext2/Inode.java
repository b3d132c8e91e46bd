package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A file, directory or link without its name, owned by root (128 bytes).
 *
 * @param mode i_mode, the type and the permissions
 * @param size in bytes; the upper half goes to i_size_high
 * @param links i_links_count
 * @param sectors i_blocks: 512-byte units of all blocks, those with pointers included
 * @param time of all three kinds, in seconds since 1970
 * @param pointers i_block: 12 direct, then the three indirect block numbers; or the 60 bytes that
 *     hold a short link's target
 */
record Inode(int mode, long size, int links, long sectors, int time, List<Long> pointers) {

  static final int SIZE = 128;
  static final int ROOT = 2;
  static final int FIRST_FREE = 11;

  /** Files of this size need the feature large_file. */
  static final long LARGE_FILE = 1L << 31;

  static final int TYPE_DIRECTORY = 0x4000;
  static final int TYPE_REGULAR = 0x8000;
  static final int TYPE_LINK = 0xa000;

  /** Puts its 128 bytes, little-endian. */
  void put(ByteBuffer out) {
    int start = out.position();
    out.putShort(start, (short) mode);
    out.putInt(start + 0x04, (int) size);
    out.putInt(start + 0x08, time);
    out.putInt(start + 0x0c, time);
    out.putInt(start + 0x10, time);
    out.putShort(start + 0x1a, (short) links);
    out.putInt(start + 0x1c, (int) sectors);
    for (int i = 0; i < pointers.size(); i++) {
      out.putInt(start + 0x28 + 4 * i, pointers.get(i).intValue());
    }
    out.putInt(start + 0x6c, (int) (size >>> 32));
    out.position(start + SIZE);
  }
}
