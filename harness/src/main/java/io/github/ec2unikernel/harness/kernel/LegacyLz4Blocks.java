package io.github.ec2unikernel.harness.kernel;

import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The blocks of LZ4's first format: a magic number, then each with its packed length. */
final class LegacyLz4Blocks implements BlockStream.Blocks {

  /** What every block but the last holds. */
  private static final int BLOCK = 8 << 20;

  /** What LZ4 makes of a block that does not shrink. */
  private static final int MAX_PACKED = BLOCK + BLOCK / 255 + 16;

  private final Lz4Decompressor decompressor = new Lz4Decompressor();
  private final InputStream in;

  LegacyLz4Blocks(InputStream in) throws IOException {
    this.in = in;
    in.skipNBytes(4);
  }

  @Override
  public ByteBuffer next() throws IOException {
    byte[] length = in.readNBytes(4);
    if (length.length == 0) {
      return ByteBuffer.allocate(0);
    }
    if (length.length < 4) {
      throw new EOFException();
    }
    int packed = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (packed <= 0 || packed > MAX_PACKED) {
      throw new IOException("a block is packed in 0x%x bytes, which none is".formatted(packed));
    }
    byte[] block = in.readNBytes(packed);
    if (block.length < packed) {
      throw new IOException("a block of 0x%x bytes ends early".formatted(packed));
    }
    return UnpackedBlock.of(decompressor, block, BLOCK);
  }
}
