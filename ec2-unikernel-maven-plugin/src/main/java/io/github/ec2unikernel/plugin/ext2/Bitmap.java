package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;

/**
 * A group's bitmap of blocks or inodes, one block long. This writer fills a group from its front,
 * so what is in use is one stretch; bits past the group's end count as in use.
 *
 * @param used how many are in use
 * @param size how many there are
 * @param capacity bits in the bitmap
 */
record Bitmap(int used, int size, int capacity) {

  ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(capacity / Byte.SIZE);
    set(out, 0, used);
    set(out, size, capacity);
    return out;
  }

  private static void set(ByteBuffer out, int from, int to) {
    for (int bit = from; bit < to; bit++) {
      int at = bit / Byte.SIZE;
      out.put(at, (byte) (out.get(at) | (1 << (bit % Byte.SIZE))));
    }
  }
}
