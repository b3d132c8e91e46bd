package io.github.ec2unikernel.plugin.io;

import java.nio.ByteBuffer;

/**
 * A content of any size that takes no memory: in each 64 KiB, a byte depends on its position, or
 * all are zero where {@code zeroEvery} divides the stretch's number.
 *
 * @param size in bytes
 * @param zeroEvery 1 for zeros only, 0 for none
 */
public record PatternContent(long size, int zeroEvery) implements Content {

  /** Returns one without zeros. */
  public static PatternContent of(long size) {
    return new PatternContent(size, 0);
  }

  @Override
  public ContentReader open() {
    return new Reader(this);
  }

  byte at(long position) {
    long stretch = position >> 16;
    if (zeroEvery > 0 && stretch % zeroEvery == 0) {
      return 0;
    }
    // Odd multiples of the stretch, so that no two neighbours are alike, and never zero.
    return (byte) (((position + stretch * 37 + (stretch >> 8) * 11) & 0x7f) | 0x80);
  }

  private static final class Reader implements ContentReader {

    private final PatternContent content;
    private long position;

    Reader(PatternContent content) {
      this.content = content;
    }

    @Override
    public void fill(ByteBuffer into) {
      while (into.hasRemaining()) {
        into.put(content.at(position++));
      }
    }

    @Override
    public void skip(long count) {
      position += count;
    }
  }
}
