package io.github.ec2unikernel.plugin.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes a file front to back: runs of zeros become holes, and the SHA-256 of all bytes, holes
 * included, is computed on the way. Uses a fixed few MiB whatever the file's size.
 */
public final class SparseOutput implements Closeable {

  /** The page size of file systems on Linux: a smaller hole would be filled up anyway. */
  private static final int HOLE_UNIT = 4096;

  private static final ByteBuffer ZERO_UNIT = ByteBuffer.allocate(HOLE_UNIT).asReadOnlyBuffer();

  private final FileChannel channel;
  private final BackgroundDigest digest = new BackgroundDigest();
  private ByteBuffer buffer = digest.take();
  private long flushed;

  /** Starts at byte 0 of an empty file, which the caller closes. */
  public SparseOutput(FileChannel channel) {
    this.channel = channel;
  }

  /** Returns how many bytes were put out so far. */
  public long position() {
    return flushed + buffer.position();
  }

  /** Puts out the remaining bytes of a buffer. */
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), room());
      buffer.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    }
  }

  /** Puts out the next {@code count} bytes of a content. */
  public void copy(ContentReader reader, long count) throws IOException {
    for (long rest = count; rest > 0; ) {
      int part = (int) Math.min(rest, room());
      reader.fill(buffer.limit(buffer.position() + part));
      buffer.limit(buffer.capacity());
      rest -= part;
    }
  }

  /** Puts out zeros. */
  public void zeros(long count) throws IOException {
    for (long rest = count; rest > 0; ) {
      int part = (int) Math.min(rest, room());
      if (buffer.position() == 0 && part == buffer.capacity()) {
        digest.putZeros(part);
        flushed += part;
      } else {
        part = Math.min(part, HOLE_UNIT);
        buffer.put(ZERO_UNIT.slice(0, part));
      }
      rest -= part;
    }
  }

  /** Puts out zeros up to a position, which is not behind the present one. */
  public void zerosUntil(long position) throws IOException {
    if (position < position()) {
      throw new IllegalArgumentException(position + " lies before " + position());
    }
    zeros(position - position());
  }

  /**
   * Gives the file its full length.
   *
   * @return the SHA-256 of all its bytes, 64 lower-case hex digits
   */
  public String finish() throws IOException {
    long length = position();
    flush();
    if (channel.size() < length) {
      // The end is a hole: one byte gives the file its length.
      channel.write(ByteBuffer.allocate(1), length - 1);
    }
    return digest.finish();
  }

  /** Stops; what was put out so far stays in the file. */
  @Override
  public void close() {
    digest.close();
  }

  private int room() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
      buffer = digest.take();
    }
    return buffer.remaining();
  }

  private void flush() throws IOException {
    int end = buffer.position();
    for (int at = 0; at < end; ) {
      int runEnd = at;
      while (runEnd < end && !isZero(runEnd, end)) {
        runEnd += HOLE_UNIT;
      }
      writeFully(at, Math.min(runEnd, end));
      at = runEnd;
      while (at < end && isZero(at, end)) {
        at += HOLE_UNIT;
      }
    }
    flushed += end;
    if (end > 0) {
      digest.put(buffer.flip());
    }
  }

  private boolean isZero(int at, int end) {
    int unitEnd = Math.min(at + HOLE_UNIT, end);
    return buffer.slice(at, unitEnd - at).equals(ZERO_UNIT.slice(0, unitEnd - at));
  }

  private void writeFully(int from, int to) throws IOException {
    ByteBuffer run = buffer.duplicate().limit(to).position(from);
    while (run.hasRemaining()) {
      channel.write(run, flushed + run.position());
    }
  }
}
