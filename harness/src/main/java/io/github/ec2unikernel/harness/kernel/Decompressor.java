package io.github.ec2unikernel.harness.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.SingleXZInputStream;

/** Opens compressed data, with a bound on what its header can make us allocate. */
final class Decompressor {

  /**
   * Enough for Linux's own build, whose dictionary has 128 MiB from 6.12 on; a header of a few
   * bytes may ask for 4 GiB.
   */
  private static final int MEMORY_KIB = 136 << 10;

  private Decompressor() {}

  /**
   * Returns the content.
   *
   * @throws UnsupportedPackingException if it needs more than this reader gives it
   * @throws IOException if the data is damaged as far as it is read now; so do the stream's reads
   */
  static InputStream open(Packing packing, InputStream in) throws IOException {
    return switch (packing) {
      case GZIP -> new GZIPInputStream(in);
      case BZIP2 -> new BZip2CompressorInputStream(in);
      case XZ -> new SingleXZInputStream(in, MEMORY_KIB);
      case LZMA -> new LZMAInputStream(in, MEMORY_KIB);
      case LZ4 -> new FramedLZ4CompressorInputStream(in);
      case ZSTD -> ZstdFrame.open(in);
      case LZOP -> new BlockStream(LzopBlocks.open(in));
      case LZ4_LEGACY -> new BlockStream(new LegacyLz4Blocks(in));
      case BZIMAGE -> throw new IOException("a bzImage is no stream");
    };
  }
}
