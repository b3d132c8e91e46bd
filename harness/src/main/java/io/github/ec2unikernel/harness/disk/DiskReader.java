package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Reads little-endian structures and the partition table of a raw disk. */
final class DiskReader {

  /** The sector that all disk addresses count, in bytes. */
  static final int SECTOR = 512;

  private static final int TABLE = 446;
  private static final int ENTRIES = 4;
  private static final int ENTRY_SIZE = 16;
  private static final int SIGNATURE = 0xaa55;

  private final FileChannel channel;

  DiskReader(FileChannel channel) {
    this.channel = channel;
  }

  /** Returns the disk's length in bytes. */
  long size() throws IOException {
    return channel.size();
  }

  /**
   * Reads {@code length} bytes at {@code offset}; throws {@link DamagedDiskException} beyond the
   * end.
   */
  ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (offset < 0) {
      throw new DamagedDiskException("something on it lies at a negative offset");
    }
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new DamagedDiskException(
            "something on it lies at offset " + offset + ", beyond its end");
      }
    }
    return buffer.flip();
  }

  /**
   * Returns the start of the four primary partitions in bytes, 0 for an unused entry; an empty list
   * when there is no partition table.
   */
  List<Long> partitions() throws IOException {
    ByteBuffer sector = read(0, SECTOR);
    if ((sector.getShort(SECTOR - 2) & 0xffff) != SIGNATURE) {
      return List.of();
    }
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      int entry = TABLE + i * ENTRY_SIZE;
      boolean used = sector.get(entry + 4) != 0;
      starts.add(used ? (sector.getInt(entry + 8) & 0xffff_ffffL) * SECTOR : 0L);
    }
    return starts;
  }
}
