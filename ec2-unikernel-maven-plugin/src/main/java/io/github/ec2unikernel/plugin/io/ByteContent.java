package io.github.ec2unikernel.plugin.io;

import java.nio.ByteBuffer;

/** Bytes in memory. */
final class ByteContent implements Content {

  private final byte[] bytes;

  ByteContent(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public ContentReader open() {
    return new Reader(ByteBuffer.wrap(bytes));
  }

  private record Reader(ByteBuffer rest) implements ContentReader {

    @Override
    public void fill(ByteBuffer into) {
      int count = into.remaining();
      into.put(rest.slice(rest.position(), count));
      skip(count);
    }

    @Override
    public void skip(long count) {
      rest.position(rest.position() + (int) count);
    }
  }
}
