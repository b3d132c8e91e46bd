package io.github.ec2unikernel.plugin.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes a file front to back, in which runs of zeros become holes. Uses a fixed 512 KiB whatever
 * the file's size.
 */
public final class SparseOutput {

  /** The page size of file systems on Linux: a smaller hole would be filled up anyway. */
  private static final int HOLE_UNIT = 4096;

  /** More would be read into memory and out again, past the processor's cache. */
  private static final int BUFFER_SIZE = 512 << 10;

  private static final ByteBuffer ZERO_UNIT = ByteBuffer.allocateDirect(HOLE_UNIT);

  private final FileChannel channel;

  // Outside the heap, where files are read and written without a further copy.
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

  /** Where in the file the buffer's bytes go, a multiple of the unit. */
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
    long rest = count;
    while (rest > 0) {
      int inUnit = buffer.position() % HOLE_UNIT;
      if (inUnit == 0 && rest > buffer.remaining()) {
        flush();
        long units = rest / HOLE_UNIT * HOLE_UNIT;
        flushed += units;
        rest -= units;
      } else {
        int part = (int) Math.min(rest, HOLE_UNIT - inUnit);
        room();
        buffer.put(ZERO_UNIT.slice(0, part));
        rest -= part;
      }
    }
  }

  /** Puts out zeros up to a position, which is not behind the present one. */
  public void zerosUntil(long position) throws IOException {
    if (position < position()) {
      throw new IllegalArgumentException(position + " lies before " + position());
    }
    zeros(position - position());
  }

  /** Writes out what is left and gives the file its full length; to be called at the end. */
  public void finish() throws IOException {
    long length = position();
    flush();
    if (channel.size() < length) {
      // The end is a hole: one byte gives the file its length.
      channel.write(ByteBuffer.allocate(1), length - 1);
    }
  }

  private int room() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
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
    buffer.clear();
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
