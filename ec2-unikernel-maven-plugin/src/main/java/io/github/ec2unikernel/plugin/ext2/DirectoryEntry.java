package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;

/**
 * A name in a directory.
 *
 * @param inode what it names; 0 for a stretch that holds no name
 * @param type 1 for a regular file, 2 for a directory, 7 for a symbolic link, 0 for none
 * @param name its name, none for a stretch that holds none
 */
record DirectoryEntry(int inode, int type, FileName name) {

  static final int TYPE_NONE = 0;
  static final int TYPE_REGULAR = 1;
  static final int TYPE_DIRECTORY = 2;
  static final int TYPE_LINK = 7;

  static final DirectoryEntry UNUSED = new DirectoryEntry(0, TYPE_NONE, FileName.NONE);

  private static final int HEADER = 8;

  /** Returns how many bytes it needs, a multiple of 4. */
  int size() {
    return HEADER + ((name.length() + 3) & ~3);
  }

  /** Puts it, little-endian, in a stretch of {@code length} bytes. */
  void put(ByteBuffer out, int length) {
    int start = out.position();
    out.putInt(inode).putShort((short) length).put((byte) name.length()).put((byte) type);
    out.put(name.bytes());
    out.position(start + length);
  }
}
