package io.github.ec2unikernel.harness.kernel;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lzo.LzoCompressor;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Wraps bytes in every packing, within Java. */
final class PackedFixture {

  private static final int DICTIONARY = 1 << 16;

  private PackedFixture() {}

  static byte[] pack(Packing packing, byte[] content) {
    try {
      return switch (packing) {
        case LZOP -> lzop(content);
        case LZ4_LEGACY -> legacyLz4(content);
        case BZIMAGE -> bzImage(Packing.GZIP, content);
        default -> stream(packing, content);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a bzImage whose setup part is two sectors long; Linux's build appends the unpacked size
   * to every payload but gzip's, which ends with it.
   */
  static byte[] bzImage(Packing payloadPacking, byte[] content) {
    byte[] packed = pack(payloadPacking, content);
    int appended = payloadPacking == Packing.GZIP ? 0 : 4;
    int start = 3 * 512;
    ByteBuffer out =
        ByteBuffer.allocate(start + 64 + packed.length + appended).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0x1f1, (byte) 2).putShort(0x1fe, (short) 0xaa55).putInt(0x202, 0x53726448);
    out.putShort(0x206, (short) 0x020f).putShort(0x20e, (short) 0x100);
    out.put(
        0x300, "6.1.0-test (builder) #1 SMP".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    out.putInt(0x248, 64).putInt(0x24c, packed.length + appended);
    out.put(start + 64, packed);
    if (appended != 0) {
      out.putInt(start + 64 + packed.length, content.length);
    }
    return out.array();
  }

  private static byte[] stream(Packing packing, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LZMA2Options options = new LZMA2Options();
    options.setDictSize(DICTIONARY);
    try (OutputStream out =
        switch (packing) {
          case GZIP -> new GZIPOutputStream(bytes);
          case BZIP2 -> new BZip2CompressorOutputStream(bytes, 1);
          case XZ -> new XZOutputStream(bytes, options);
          case LZMA -> new LZMAOutputStream(bytes, options, -1);
          case LZ4 -> new FramedLZ4CompressorOutputStream(bytes);
          case ZSTD -> new ZstdOutputStream(bytes);
          default -> throw new IllegalArgumentException(packing.id());
        }) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** As lzop writes it: version 0x1030, LZO1X-1, checksums of the unpacked blocks. */
  private static byte[] lzop(byte[] content) {
    byte[] packed = block(new LzoCompressor(), content);
    // What does not shrink stays as it is.
    byte[] block = packed.length < content.length ? packed : content;
    ByteBuffer out = ByteBuffer.allocate(64 + block.length);
    out.put(new byte[] {(byte) 0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1a, '\n'});
    out.putShort((short) 0x1030).putShort((short) 0x20a0).putShort((short) 0x0940);
    out.put((byte) 1).put((byte) 5).putInt(0x03000001).putInt(0100644).putInt(0).putInt(0);
    out.put((byte) 0).putInt(0);
    Adler32 header = new Adler32();
    header.update(out.array(), 9, 25);
    out.putInt(out.position() - 4, (int) header.getValue());
    Adler32 unpacked = new Adler32();
    unpacked.update(content);
    out.putInt(content.length).putInt(block.length).putInt((int) unpacked.getValue());
    out.put(block).putInt(0);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] legacyLz4(byte[] content) {
    byte[] block = block(new Lz4Compressor(), content);
    ByteBuffer out = ByteBuffer.allocate(8 + block.length).order(ByteOrder.LITTLE_ENDIAN);
    return out.putInt(0x184c2102).putInt(block.length).put(block).array();
  }

  private static byte[] block(Compressor compressor, byte[] content) {
    byte[] block = new byte[compressor.maxCompressedLength(content.length)];
    int length = compressor.compress(content, 0, content.length, block, 0, block.length);
    return Arrays.copyOf(block, length);
  }
}
