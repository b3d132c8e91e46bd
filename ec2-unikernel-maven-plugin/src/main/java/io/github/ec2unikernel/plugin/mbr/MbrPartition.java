package io.github.ec2unikernel.plugin.mbr;

import java.nio.ByteBuffer;

/**
 * A partition of an MBR.
 *
 * @param active whether it is marked as the one to boot from, which some BIOSes look for
 * @param type what it holds
 * @param firstSector where it begins
 * @param sectors its length
 */
public record MbrPartition(boolean active, byte type, long firstSector, long sectors) {

  /** The type of Linux's file systems. */
  public static final byte LINUX = (byte) 0x83;

  /** The type of an EFI system partition. */
  public static final byte EFI_SYSTEM = (byte) 0xef;

  private static final byte ACTIVE = (byte) 0x80;

  public MbrPartition {
    if (firstSector < 1 || sectors < 1 || firstSector + sectors > Mbr.SECTOR_LIMIT) {
      throw new IllegalArgumentException(
          "%d sectors from %d do not fit an MBR".formatted(sectors, firstSector));
    }
  }

  /** Puts its entry of 16 bytes. */
  void put(ByteBuffer out) {
    out.put(active ? ACTIVE : 0);
    ChsAddress.of(firstSector).put(out);
    out.put(type);
    ChsAddress.of(firstSector + sectors - 1).put(out);
    out.putInt((int) firstSector).putInt((int) sectors);
  }
}
