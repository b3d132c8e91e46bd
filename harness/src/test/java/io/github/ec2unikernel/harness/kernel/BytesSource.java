package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;

/** A source over bytes in memory that counts what is read of it. */
final class BytesSource implements ByteSource {

  private final byte[] bytes;
  private long read;

  BytesSource(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns how many bytes were read, those read twice counted twice. */
  long read() {
    return read;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long offset, ByteBuffer into) {
    if (offset < 0 || into.remaining() > bytes.length - offset) {
      throw new IndexOutOfBoundsException("no " + into.remaining() + " bytes at " + offset);
    }
    read += into.remaining();
    into.put(bytes, (int) offset, into.remaining());
  }
}
