package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.io.InputStream;

/** One block of a disk, read in pieces: many are sent at once, and none is held in memory whole. */
final class BlockStream extends InputStream {

  private static final int PIECE = 64 * 1024;

  private final BlockReader reader;
  private final long start;
  private final byte[] piece = new byte[PIECE];
  private int taken;

  /** Creates the stream of the block that begins at that byte of the disk. */
  BlockStream(BlockReader reader, long start) {
    this.reader = reader;
    this.start = start;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (taken == SnapshotWriter.BLOCK_SIZE) {
      return -1;
    }
    int at = taken % PIECE;
    if (at == 0) {
      reader.read(start + taken, piece, PIECE);
    }
    int count = Math.min(length, PIECE - at);
    System.arraycopy(piece, at, bytes, offset, count);
    taken += count;
    return count;
  }
}
