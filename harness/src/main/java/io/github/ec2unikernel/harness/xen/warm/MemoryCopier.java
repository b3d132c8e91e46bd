package io.github.ec2unikernel.harness.xen.warm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Copies a machine's memory, most of which is zero, and leaves holes in the copy for that. */
final class MemoryCopier {

  /** As much as a hole has at least; file systems have blocks of 4 KiB. */
  private static final int CHUNK = 64 << 10;

  private static final byte[] ZEROS = new byte[CHUNK];

  private MemoryCopier() {}

  /** Copies a file, whose length is a multiple of 64 KiB, and tells what of it is not zero. */
  static Content copy(Path source, Path target) throws IOException {
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      CRC32C crc = new CRC32C();
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      long at = 0;
      long stored = 0;
      while (in.read(chunk.clear(), at) > 0) {
        int length = chunk.flip().remaining();
        crc.update(chunk.array(), 0, length);
        if (!Arrays.equals(chunk.array(), 0, length, ZEROS, 0, length)) {
          write(out, chunk, at);
          stored += length;
        }
        at += length;
      }
      if (out.size() < at) {
        write(out, ByteBuffer.allocate(1), at - 1);
      }
      return new Content(at, crc.getValue(), stored);
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
    long next = at;
    while (bytes.hasRemaining()) {
      next += out.write(bytes, next);
    }
  }

  /** Tells what is in a file. */
  static Content read(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      CRC32C crc = new CRC32C();
      ByteBuffer chunk = ByteBuffer.allocateDirect(16 * CHUNK);
      long length = 0;
      while (in.read(chunk.clear()) > 0) {
        length += chunk.flip().remaining();
        crc.update(chunk);
      }
      return new Content(length, crc.getValue(), length);
    }
  }
}
