package io.github.ec2unikernel.harness.localec2.vmimport;

import io.github.ec2unikernel.harness.localec2.state.ObjectBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A stream-optimized VMDK (VMware's "Virtual Disk Format 5.0"), the one kind that VM Import takes.
 *
 * @param size the disk's length in bytes
 * @param grain the bytes of a grain
 * @param sectors the sector of each grain's marker, 0 for a grain of zeros
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VmdkDisk(ObjectBytes bytes, long size, int grain, int[] sectors) implements VirtualDisk {

  private static final String UNSUPPORTED = "Unsupported VMDK File Format";
  private static final String CORRUPT = "Uncompressed data has invalid length";
  private static final int SECTOR = 512;
  private static final int MAGIC = 0x564d444b;
  private static final int STREAM_FLAGS = 0x3_0000;
  private static final int DEFLATE = 1;
  private static final int DEFLATE_AT = 77;
  private static final long MOST_SECTORS = 1L << 35;
  private static final int LARGEST_GRAIN = 1 << 20;

  static VmdkDisk of(ObjectBytes bytes) throws IOException, BadDiskException {
    ByteBuffer header = read(bytes, 0, SECTOR, UNSUPPORTED);
    if (!isStream(header)) {
      throw new BadDiskException(UNSUPPORTED);
    }
    // The directory's place is only known at the end of the stream.
    if (header.getLong(56) == -1) {
      header = read(bytes, bytes.size() - 2 * SECTOR, SECTOR, CORRUPT);
      if (!isStream(header)) {
        throw new BadDiskException(CORRUPT);
      }
    }
    long capacity = header.getLong(12);
    long grain = header.getLong(20) * SECTOR;
    int entries = header.getInt(44);
    boolean sized = capacity > 0 && capacity <= MOST_SECTORS;
    boolean grained = grain >= SECTOR && grain <= LARGEST_GRAIN && entries > 0 && entries <= 4096;
    if (!sized || !grained) {
      throw new BadDiskException(CORRUPT);
    }
    long grains = (capacity * SECTOR + grain - 1) / grain;
    int tables = Math.toIntExact((grains + entries - 1) / entries);
    ByteBuffer directory =
        read(bytes, header.getLong(56) * SECTOR, tables * Integer.BYTES, CORRUPT);
    int[] sectors = new int[tables * entries];
    for (int table = 0; table < tables; table++) {
      long at = Integer.toUnsignedLong(directory.getInt(table * Integer.BYTES));
      if (at != 0) {
        read(bytes, at * SECTOR, entries * Integer.BYTES, CORRUPT)
            .asIntBuffer()
            .get(sectors, table * entries, entries);
      }
    }
    return new VmdkDisk(bytes, capacity * SECTOR, (int) grain, sectors);
  }

  private static boolean isStream(ByteBuffer header) {
    return header.getInt(0) == MAGIC
        && (header.getInt(8) & STREAM_FLAGS) == STREAM_FLAGS
        && header.getShort(DEFLATE_AT) == DEFLATE;
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException, BadDiskException {
    long at = offset;
    while (into.hasRemaining()) {
      int number = (int) (at / grain);
      int within = (int) (at % grain);
      int count = Math.min(into.remaining(), grain - within);
      into.put(grain(number), within, count);
      at += count;
    }
  }

  private byte[] grain(int number) throws IOException, BadDiskException {
    byte[] content = new byte[grain];
    long sector = Integer.toUnsignedLong(sectors[number]);
    if (sector <= 1) {
      return content;
    }
    ByteBuffer marker = read(bytes, sector * SECTOR, Long.BYTES + Integer.BYTES, CORRUPT);
    int length = marker.getInt(Long.BYTES);
    if (marker.getLong(0) != (long) number * grain / SECTOR || length > 2 * grain) {
      throw new BadDiskException(CORRUPT);
    }
    ByteBuffer packed = read(bytes, sector * SECTOR + marker.limit(), length, CORRUPT);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      // The last grain may be cut where the disk ends.
      int count = inflater.inflate(content);
      long expected = Math.min(grain, size - (long) number * grain);
      if (count < expected) {
        throw new BadDiskException(CORRUPT);
      }
      return content;
    } catch (DataFormatException e) {
      throw new BadDiskException(CORRUPT);
    } finally {
      inflater.end();
    }
  }

  private static ByteBuffer read(ObjectBytes bytes, long at, int length, String bad)
      throws IOException, BadDiskException {
    return Fields.read(bytes, at, length, ByteOrder.LITTLE_ENDIAN, bad);
  }
}
