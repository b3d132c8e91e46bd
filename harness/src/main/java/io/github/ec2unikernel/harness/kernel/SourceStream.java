package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a source from one place to another, in order. */
final class SourceStream extends InputStream {

  private static final int BUFFER = 1 << 15;

  private final ByteSource source;
  private final long end;
  private final ByteBuffer buffer;
  private long next;

  SourceStream(ByteSource source, long from, long length) {
    this.source = source;
    this.next = from;
    this.end = from + length;
    this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length)).limit(0);
  }

  /** Returns the offset in the source of the byte that is read next. */
  long position() {
    return next - buffer.remaining();
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - position());
  }

  private boolean fill() throws IOException {
    if (!buffer.hasRemaining() && next < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - next));
      source.read(next, buffer);
      buffer.flip();
      next += buffer.limit();
    }
    return buffer.hasRemaining();
  }
}
