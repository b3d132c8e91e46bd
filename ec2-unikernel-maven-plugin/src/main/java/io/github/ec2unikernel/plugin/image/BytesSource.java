package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.nio.ByteBuffer;

/** Bytes in memory. */
final class BytesSource implements ByteSource {

  private final byte[] bytes;

  BytesSource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long offset, ByteBuffer into) {
    into.put(bytes, Math.toIntExact(offset), into.remaining());
  }
}
