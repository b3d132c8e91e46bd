package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a source from one place to another, in order. The source's own {@link IOException}
 * comes as an {@link UncheckedIOException}: decompressors throw the checked one for damaged data.
 */
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
  public int read() {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
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

  private boolean fill() {
    if (!buffer.hasRemaining() && next < end) {
      int count = (int) Math.min(buffer.capacity(), end - next);
      ByteBuffer room = buffer.duplicate().clear().limit(count);
      // Without bytes until the read has ended, as it may fail.
      buffer.clear().limit(0);
      try {
        source.read(next, room);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      buffer.limit(count);
      next += count;
    }
    return buffer.hasRemaining();
  }
}
