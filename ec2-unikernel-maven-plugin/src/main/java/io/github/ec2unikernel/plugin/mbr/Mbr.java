package io.github.ec2unikernel.plugin.mbr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A master boot record.
 *
 * @param code what a BIOS runs, of which the first 440 bytes are taken; empty for none
 * @param signature the disk's signature, at offset 440
 * @param partitions the partitions, at most four
 */
public record Mbr(ByteBuffer code, int signature, List<MbrPartition> partitions) {

  /** Bytes in a sector. */
  public static final int SECTOR = 512;

  /** Where partitions begin, in sectors: 1 MiB, as all partitioning tools have it since 2010. */
  public static final long FIRST_SECTOR = 2048;

  /** One more than the highest count of sectors that the table can hold: 2 TiB. */
  public static final long SECTOR_LIMIT = 1L << 32;

  private static final int SIGNATURE_AT = 440;
  private static final int PARTITIONS_AT = 446;
  private static final int MOST_PARTITIONS = 4;
  private static final int BOOT_MARK_AT = 510;
  private static final short BOOT_MARK = (short) 0xaa55;

  public Mbr {
    partitions = List.copyOf(partitions);
    if (partitions.size() > MOST_PARTITIONS) {
      throw new IllegalArgumentException(partitions.size() + " partitions");
    }
  }

  /**
   * Creates one without code and with one partition for Linux, which is not marked active: PV-GRUB
   * looks for its menu, not for a mark.
   */
  public Mbr(int signature, long firstSector, long sectors) {
    this(
        ByteBuffer.allocate(0),
        signature,
        List.of(new MbrPartition(false, MbrPartition.LINUX, firstSector, sectors)));
  }

  /** Returns its 512 bytes. */
  public ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    out.put(code.slice(0, Math.min(code.limit(), SIGNATURE_AT)));
    out.putInt(SIGNATURE_AT, signature);
    out.position(PARTITIONS_AT);
    partitions.forEach(partition -> partition.put(out));
    out.putShort(BOOT_MARK_AT, BOOT_MARK);
    return out.rewind();
  }
}
