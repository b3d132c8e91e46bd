package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A name in a directory.
 *
 * @param inode what it names; 0 for a stretch that holds no name
 * @param type 1 for a regular file, 2 for a directory, 0 for none
 * @param name at most 255 bytes of UTF-8
 */
record DirectoryEntry(int inode, int type, String name) {

  static final int TYPE_NONE = 0;
  static final int TYPE_REGULAR = 1;
  static final int TYPE_DIRECTORY = 2;
  static final int MAX_NAME = 255;

  static final DirectoryEntry UNUSED = new DirectoryEntry(0, TYPE_NONE, "");

  private static final int HEADER = 8;

  /** Returns how many bytes it needs, a multiple of 4. */
  int size() {
    return HEADER + ((bytes().length + 3) & ~3);
  }

  /** Puts it, little-endian, in a stretch of {@code length} bytes. */
  void put(ByteBuffer out, int length) {
    int start = out.position();
    byte[] bytes = bytes();
    out.putInt(inode).putShort((short) length).put((byte) bytes.length).put((byte) type);
    out.put(bytes);
    out.position(start + length);
  }

  private byte[] bytes() {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
