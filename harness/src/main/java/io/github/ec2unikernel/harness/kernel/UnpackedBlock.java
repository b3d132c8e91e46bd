package io.github.ec2unikernel.harness.kernel;

import io.airlift.compress.Decompressor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One block through one of aircompressor's decompressors. */
final class UnpackedBlock {

  /** A byte of LZ4 or LZO1X stands for at most 255 bytes. */
  private static final int MOST_FROM_A_BYTE = 256;

  private UnpackedBlock() {}

  /**
   * Unpacks a block into at most {@code limit} bytes.
   *
   * @throws IOException if it is damaged
   */
  static ByteBuffer of(Decompressor decompressor, byte[] block, int limit) throws IOException {
    int room = (int) Math.min(limit, 64 + (long) MOST_FROM_A_BYTE * block.length);
    byte[] unpacked = new byte[room];
    try {
      int length = decompressor.decompress(block, 0, block.length, unpacked, 0, room);
      return ByteBuffer.wrap(unpacked, 0, length);
    } catch (RuntimeException e) {
      // All that this library throws for damaged input is unchecked.
      throw new IOException("a block is damaged: " + e.getMessage(), e);
    }
  }
}
