package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads little-endian structures of a disk; none is taken for granted. */
final class DiskBytes {

  /** The sector that partition tables count, in bytes. */
  static final int SECTOR = 512;

  private final ByteSource source;

  DiskBytes(ByteSource source) {
    this.source = source;
  }

  long size() {
    return source.size();
  }

  /**
   * Reads a structure of {@code length} bytes.
   *
   * @param what the structure, for the message
   * @throws DamagedDiskException if it is not wholly on the disk
   */
  ByteBuffer read(long offset, int length, String what) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(offset, buffer, what);
    return buffer.flip();
  }

  /** Fills the buffer's remaining room; the rest as above. */
  void read(long offset, ByteBuffer into, String what) throws IOException {
    if (offset < 0 || offset > size() - into.remaining()) {
      throw new DamagedDiskException(
          "%s lies at offset 0x%x, beyond the disk's 0x%x bytes".formatted(what, offset, size()));
    }
    source.read(offset, into);
  }
}
