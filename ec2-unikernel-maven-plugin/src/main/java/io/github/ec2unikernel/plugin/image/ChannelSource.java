package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The bytes of an open file.
 *
 * @param channel the file, open for reading
 * @param size its length in bytes
 */
record ChannelSource(FileChannel channel, long size) implements ByteSource {

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new IndexOutOfBoundsException("byte " + at + " of " + size);
      }
      at += count;
    }
  }
}
