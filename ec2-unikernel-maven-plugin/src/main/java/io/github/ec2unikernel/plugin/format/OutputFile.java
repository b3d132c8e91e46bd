package io.github.ec2unikernel.plugin.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file to be filled; what is not written to stays a hole.
 *
 * @param channel the way into it
 */
record OutputFile(FileChannel channel) {

  /** Writes all remaining bytes of a buffer at a position, and returns where they end. */
  long write(long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    return at;
  }

  /** Gives it a length, which is not less than the present one. */
  void extend(long length) throws IOException {
    if (channel.size() < length) {
      write(length - 1, ByteBuffer.allocate(1));
    }
  }
}
