package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of blocks that are decompressed one by one. */
final class BlockStream extends InputStream {

  /** Where the blocks come from. */
  interface Blocks {

    /** Returns the next block's content; an empty one after the last. */
    ByteBuffer next() throws IOException;
  }

  private final Blocks blocks;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private boolean ended;

  BlockStream(Blocks blocks) {
    this.blocks = blocks;
  }

  @Override
  public int read() throws IOException {
    return fill() ? block.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, block.remaining());
    block.get(into, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    if (!block.hasRemaining() && !ended) {
      block = blocks.next();
      ended = !block.hasRemaining();
    }
    return !ended;
  }
}
