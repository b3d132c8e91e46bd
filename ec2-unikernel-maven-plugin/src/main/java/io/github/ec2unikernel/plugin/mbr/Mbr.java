package io.github.ec2unikernel.plugin.mbr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A master boot record without boot code and with one partition of the type Linux (0x83), which is
 * not marked active: PV-GRUB looks for its menu, not for a mark.
 *
 * @param signature the disk's signature, at offset 440
 * @param firstSector where the partition begins
 * @param sectors its length
 */
public record Mbr(int signature, long firstSector, long sectors) {

  /** Bytes in a sector. */
  public static final int SECTOR = 512;

  /** Where partitions begin, in sectors: 1 MiB, as all partitioning tools have it since 2010. */
  public static final long FIRST_SECTOR = 2048;

  /** One more than the highest count of sectors that the table can hold: 2 TiB. */
  public static final long SECTOR_LIMIT = 1L << 32;

  private static final int SIGNATURE_AT = 440;
  private static final int PARTITION_AT = 446;
  private static final int BOOT_MARK_AT = 510;
  private static final byte NOT_ACTIVE = 0;
  private static final byte TYPE_LINUX = (byte) 0x83;
  private static final short BOOT_MARK = (short) 0xaa55;

  public Mbr {
    if (firstSector < 1 || sectors < 1 || firstSector + sectors > SECTOR_LIMIT) {
      throw new IllegalArgumentException(
          "%d sectors from %d do not fit an MBR".formatted(sectors, firstSector));
    }
  }

  /** Returns its 512 bytes. */
  public ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(SIGNATURE_AT, signature);
    out.position(PARTITION_AT);
    out.put(NOT_ACTIVE);
    ChsAddress.of(firstSector).put(out);
    out.put(TYPE_LINUX);
    ChsAddress.of(firstSector + sectors - 1).put(out);
    out.putInt((int) firstSector).putInt((int) sectors);
    out.putShort(BOOT_MARK_AT, BOOT_MARK);
    return out.rewind();
  }
}
