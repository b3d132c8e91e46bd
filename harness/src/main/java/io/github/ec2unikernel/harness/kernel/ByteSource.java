package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes that can be read in any order: a file, a file on a disk, or what a compressed one holds.
 */
public interface ByteSource {

  /** Returns how many bytes there are. */
  long size();

  /**
   * Fills the buffer's remaining room with the bytes from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException if they are not all there
   */
  void read(long offset, ByteBuffer into) throws IOException;

  /**
   * Checks that there are enough bytes.
   *
   * @throws IndexOutOfBoundsException if not
   */
  default void requireThere(long offset, int count) {
    if (offset < 0 || offset > size() - count) {
      throw new IndexOutOfBoundsException("%d bytes at %d of %d".formatted(count, offset, size()));
    }
  }
}
