package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A raw disk, read in parts of one size. */
final class RawDisk implements Closeable {

  static final int SECTOR = 512;

  private final FileChannel channel;
  private final long size;

  private RawDisk(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a disk.
   *
   * @throws InputException if it has no whole sectors
   */
  static RawDisk open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    long size = channel.size();
    if (size == 0 || size % SECTOR != 0) {
      channel.close();
      throw new InputException(
          "The disk %s has %d bytes, which are no whole sectors of %d."
              .formatted(file, size, SECTOR),
          "Build the image again.");
    }
    return new RawDisk(channel, size);
  }

  /** Returns its length in bytes. */
  long size() {
    return size;
  }

  /** Returns how many parts of so many bytes it takes to hold it, the last perhaps not full. */
  int parts(int length) {
    return Math.toIntExact(-Math.floorDiv(-size, length));
  }

  /** Reads a part into a whole buffer; what lies behind the disk's end are zeros. */
  void read(int part, ByteBuffer into) throws IOException {
    into.clear();
    long start = (long) part * into.capacity();
    int length = (int) Math.min(into.capacity(), size - start);
    into.limit(length);
    while (into.hasRemaining()) {
      if (channel.read(into, start + into.position()) < 0) {
        throw new IOException("the disk became shorter than " + size + " bytes");
      }
    }
    into.limit(into.capacity());
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
    into.flip();
  }

  /** Tells whether a buffer holds nothing but zeros. */
  static boolean isZero(ByteBuffer buffer) {
    int at = buffer.position();
    for (; at + Long.BYTES <= buffer.limit(); at += Long.BYTES) {
      if (buffer.getLong(at) != 0) {
        return false;
      }
    }
    for (; at < buffer.limit(); at++) {
      if (buffer.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
