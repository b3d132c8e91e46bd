package io.github.ec2unikernel.harness.kernel;

import io.airlift.compress.lzo.LzoDecompressor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * The blocks of a file that lzop wrote: a header, then for each block its unpacked and its packed
 * length, checksums as the header's flags say, and the packed bytes; all big-endian.
 */
final class LzopBlocks implements BlockStream.Blocks {

  /** The blocks that lzop writes hold 256 KiB; it reads {@link #LZOP_MAX_BLOCK}. */
  private static final int MAX_BLOCK = 8 << 20;

  private static final int LZOP_MAX_BLOCK = 64 << 20;

  private static final int MAGIC = 9;
  private static final int WITH_LEVEL = 0x0940;
  private static final int ADLER_UNPACKED = 0x1;
  private static final int ADLER_PACKED = 0x2;
  private static final int EXTRA_FIELD = 0x40;
  private static final int CRC_UNPACKED = 0x100;
  private static final int CRC_PACKED = 0x200;
  private static final int MULTIPART = 0x400;
  private static final int FILTER = 0x800;

  private final LzoDecompressor decompressor = new LzoDecompressor();
  private final DataInputStream in;
  private final int flags;

  private LzopBlocks(DataInputStream in, int flags) {
    this.in = in;
    this.flags = flags;
  }

  /** Reads the header. */
  static LzopBlocks open(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    in.skipNBytes(MAGIC);
    int version = in.readUnsignedShort();
    in.readUnsignedShort(); // the library's version
    if (version >= WITH_LEVEL) {
      in.readUnsignedShort(); // the version needed to unpack
    }
    int method = in.readUnsignedByte();
    if (method < 1 || method > 3) {
      throw new IOException("the method is " + method + ", not one of LZO1X's 1 to 3");
    }
    if (version >= WITH_LEVEL) {
      in.readUnsignedByte(); // the level
    }
    int flags = in.readInt();
    if ((flags & (MULTIPART | FILTER)) != 0) {
      throw new IOException("the flags are 0x%x, with parts or a filter".formatted(flags));
    }
    in.readInt(); // the mode
    in.readInt(); // the time
    if (version >= WITH_LEVEL) {
      in.readInt(); // the time's upper half
    }
    in.skipNBytes(in.readUnsignedByte()); // the name
    in.readInt(); // the header's checksum
    if ((flags & EXTRA_FIELD) != 0) {
      in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
      in.readInt(); // its checksum
    }
    return new LzopBlocks(in, flags);
  }

  @Override
  public ByteBuffer next() throws IOException {
    int unpacked = in.readInt();
    if (unpacked == 0) {
      return ByteBuffer.allocate(0);
    }
    int packed = in.readInt();
    if (unpacked > MAX_BLOCK && unpacked <= LZOP_MAX_BLOCK) {
      throw new UnsupportedPackingException(
          "this reader does not unpack blocks over 8 MiB, where one is of 0x%x bytes"
              .formatted(unpacked));
    }
    if (unpacked < 0 || unpacked > MAX_BLOCK || packed <= 0 || packed > unpacked) {
      throw new IOException(
          "a block of 0x%x bytes is packed in 0x%x, which no block is".formatted(unpacked, packed));
    }
    int adler = sum(ADLER_UNPACKED);
    int crc = sum(CRC_UNPACKED);
    // What does not shrink has no checksums of its own.
    int adlerPacked = packed < unpacked ? sum(ADLER_PACKED) : 0;
    int crcPacked = packed < unpacked ? sum(CRC_PACKED) : 0;
    // What is there, not what is claimed, is allocated.
    byte[] bytes = in.readNBytes(packed);
    if (bytes.length < packed) {
      throw new IOException("a block of 0x%x bytes ends early".formatted(packed));
    }
    if (packed == unpacked) {
      return checked(ByteBuffer.wrap(bytes), adler, crc);
    }
    require(ADLER_PACKED, new Adler32(), adlerPacked, ByteBuffer.wrap(bytes));
    require(CRC_PACKED, new CRC32(), crcPacked, ByteBuffer.wrap(bytes));
    return checked(UnpackedBlock.of(decompressor, bytes, unpacked), adler, crc);
  }

  /** Returns the block's next checksum, if the flag says that there is one. */
  private int sum(int flag) throws IOException {
    return (flags & flag) == 0 ? 0 : in.readInt();
  }

  private ByteBuffer checked(ByteBuffer block, int adler, int crc) throws IOException {
    require(ADLER_UNPACKED, new Adler32(), adler, block);
    require(CRC_UNPACKED, new CRC32(), crc, block);
    return block;
  }

  private void require(int flag, Checksum checksum, int expected, ByteBuffer bytes)
      throws IOException {
    if ((flags & flag) == 0) {
      return;
    }
    checksum.update(bytes.duplicate());
    if ((int) checksum.getValue() != expected) {
      throw new IOException(
          "a block's checksum is 0x%x where 0x%x is written"
              .formatted((int) checksum.getValue(), expected));
    }
  }
}
