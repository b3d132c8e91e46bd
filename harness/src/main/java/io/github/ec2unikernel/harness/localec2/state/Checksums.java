package io.github.ec2unikernel.harness.localec2.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file of SHA-256 checksums, 32 bytes at 32 times the block's index. Zeros, which are no data's
 * checksum, stand for a block that was never put.
 */
final class Checksums {

  static final int SIZE = 32;

  private static final int BLOCKS_AT_ONCE = 32 * 1024;

  private final Path file;

  Checksums(Path file) {
    this.file = file;
  }

  /** Returns a block's checksum, empty when there is no such block. */
  byte[] read(long index) throws IOException {
    if (!Files.exists(file)) {
      return new byte[0];
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(SIZE);
      while (buffer.hasRemaining() && channel.read(buffer, index * SIZE + buffer.position()) > 0) {
        // More may come.
      }
      return isPresent(buffer.array()) ? buffer.array() : new byte[0];
    }
  }

  /** Writes a block's checksum; 32 zeros take the block away. */
  void write(long index, byte[] checksum) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      write(channel, index, checksum);
    }
  }

  /** Writes the checksums of many blocks. */
  void writeAll(Map<Integer, byte[]> checksums) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (Map.Entry<Integer, byte[]> block : checksums.entrySet()) {
        write(channel, block.getKey(), block.getValue());
      }
    }
  }

  private static void write(FileChannel channel, long index, byte[] checksum) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(checksum);
    while (buffer.hasRemaining()) {
      channel.write(buffer, index * SIZE + buffer.position());
    }
  }

  /** Returns all checksums by index, ascending. */
  Map<Integer, byte[]> all() throws IOException {
    Map<Integer, byte[]> checksums = new TreeMap<>();
    if (!Files.exists(file)) {
      return checksums;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(SIZE * BLOCKS_AT_ONCE);
      int index = 0;
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        for (; buffer.remaining() >= SIZE; index++) {
          byte[] checksum = new byte[SIZE];
          buffer.get(checksum);
          if (isPresent(checksum)) {
            checksums.put(index, checksum);
          }
        }
        buffer.compact();
      }
    }
    return checksums;
  }

  private static boolean isPresent(byte[] checksum) {
    for (byte b : checksum) {
      if (b != 0) {
        return true;
      }
    }
    return false;
  }
}
