package io.github.ec2unikernel.harness.localec2.vmimport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.ec2unikernel.harness.localec2.state.ObjectBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A fixed or dynamic VHD (Microsoft's "Virtual Hard Disk Image Format Specification", 1.0).
 *
 * @param blockSize the bytes of a block; the whole disk's for a fixed one
 * @param table the sectors at which the blocks lie, the bitmap of each before it; -1 for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VhdDisk(ObjectBytes bytes, long size, long blockSize, int[] table) implements VirtualDisk {

  private static final String BAD = "Footers not identical";
  private static final int SECTOR = 512;
  private static final int HEADER = 1024;
  private static final int FIXED = 2;
  private static final int DYNAMIC = 3;
  private static final int MOST_BLOCKS = 1 << 24;
  private static final int ABSENT = -1;
  private static final int CHECKSUM_AT = 64;
  private static final int HEADER_CHECKSUM_AT = 36;

  static VhdDisk of(ObjectBytes bytes) throws IOException, BadDiskException {
    ByteBuffer footer = read(bytes, bytes.size() - SECTOR, SECTOR);
    if (!"conectix".equals(text(footer)) || !isSummed(footer, CHECKSUM_AT)) {
      throw new BadDiskException(BAD);
    }
    long size = footer.getLong(48);
    int type = footer.getInt(60);
    if (type == FIXED) {
      if (size < 0 || size > bytes.size() - SECTOR) {
        throw new BadDiskException(BAD);
      }
      return new VhdDisk(bytes, size, Math.max(size, 1), new int[0]);
    }
    if (type != DYNAMIC || !read(bytes, 0, SECTOR).equals(footer)) {
      throw new BadDiskException(BAD);
    }
    return dynamic(bytes, size, footer.getLong(16));
  }

  private static VhdDisk dynamic(ObjectBytes bytes, long size, long headerAt)
      throws IOException, BadDiskException {
    ByteBuffer header = read(bytes, headerAt, HEADER);
    if (!"cxsparse".equals(text(header)) || !isSummed(header, HEADER_CHECKSUM_AT)) {
      throw new BadDiskException(BAD);
    }
    long tableAt = header.getLong(16);
    int entries = header.getInt(28);
    int blockSize = header.getInt(32);
    boolean whole = blockSize >= SECTOR && blockSize % SECTOR == 0 && size >= 0;
    if (!whole || entries < 0 || entries > MOST_BLOCKS || (long) entries * blockSize < size) {
      throw new BadDiskException(BAD);
    }
    int[] table = new int[entries];
    read(bytes, tableAt, entries * Integer.BYTES).asIntBuffer().get(table);
    return new VhdDisk(bytes, size, blockSize, table);
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException, BadDiskException {
    if (table.length == 0) {
      bytes.read(offset, into);
      return;
    }
    long at = offset;
    while (into.hasRemaining()) {
      int block = (int) (at / blockSize);
      long within = at % blockSize;
      int count = (int) Math.min(into.remaining(), blockSize - within);
      ByteBuffer part = into.slice(into.position(), count);
      if (table[block] != ABSENT) {
        long bitmap = (blockSize / SECTOR / 8 + SECTOR - 1) / SECTOR * SECTOR;
        long start = Integer.toUnsignedLong(table[block]) * SECTOR + bitmap;
        part.put(read(bytes, start + within, count));
      } else {
        part.put(new byte[count]);
      }
      into.position(into.position() + count);
      at += count;
    }
  }

  private static ByteBuffer read(ObjectBytes bytes, long at, int length)
      throws IOException, BadDiskException {
    return Fields.read(bytes, at, length, ByteOrder.BIG_ENDIAN, BAD);
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[8];
    bytes.get(0, text);
    return new String(text, US_ASCII);
  }

  /** Returns whether the complement of the sum of all other bytes stands at a place. */
  private static boolean isSummed(ByteBuffer bytes, int checksumAt) {
    int sum = 0;
    for (int i = 0; i < bytes.limit(); i++) {
      boolean own = i >= checksumAt && i < checksumAt + Integer.BYTES;
      sum += own ? 0 : bytes.get(i) & 0xff;
    }
    return ~sum == bytes.getInt(checksumAt);
  }
}
