package io.github.ec2unikernel.plugin.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The sector that begins and, as the footer, ends a stream-optimized VMDK (VMware's "Virtual Disk
 * Format 5.0", hosted sparse extents).
 *
 * @param sectors the disk's length in sectors
 * @param directoryAt the sector of the grain directory, or {@link #IN_THE_FOOTER}
 */
record VmdkHeader(long sectors, long directoryAt) {

  /** In sectors: 64 KiB. */
  static final int GRAIN = 128;

  /** Entries of a grain table. */
  static final int TABLE_ENTRIES = 512;

  static final long IN_THE_FOOTER = -1;

  /** The first sector of the descriptor, how many it has, and the first one behind it for data. */
  static final int DESCRIPTOR_AT = 1;

  static final int DESCRIPTOR_LENGTH = 20;
  static final int DATA_AT = GRAIN;

  private static final int VERSION = 3;

  /** Bit 0: the line ends below are to be checked; 16: grains are compressed; 17: with markers. */
  private static final int FLAGS = 0x3_0001;

  private static final short DEFLATE = 1;

  ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(RawDisk.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("KDMV".getBytes(StandardCharsets.US_ASCII)).putInt(VERSION).putInt(FLAGS);
    bytes.putLong(sectors).putLong(GRAIN).putLong(DESCRIPTOR_AT).putLong(DESCRIPTOR_LENGTH);
    bytes.putInt(TABLE_ENTRIES).putLong(0).putLong(directoryAt).putLong(DATA_AT);
    bytes.put((byte) 0).put("\n \r\n".getBytes(StandardCharsets.US_ASCII)).putShort(DEFLATE);
    return bytes.clear();
  }
}
