package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The partitions of a disk: the four of an MBR or those of a GPT.
 *
 * @param kind what lists them
 * @param byNumber those in use, by their number from 1
 */
record PartitionTable(Kind kind, Map<Integer, Partition> byNumber) {

  /** What lists the partitions. */
  enum Kind {
    NONE,
    MBR,
    GPT
  }

  static final int TABLE = 446;
  static final int ENTRIES = 4;
  static final int ENTRY_SIZE = 16;
  static final int SIGNATURE = 0xaa55;
  private static final int PROTECTIVE = 0xee;
  private static final long GPT_SIGNATURE = 0x5452415020494645L; // "EFI PART"
  private static final int GPT_HEADER = 92;
  private static final int GPT_ENTRY = 128;

  /** C12A7328-F81F-11D2-BA4B-00A0C93EC93B, the EFI system partition. */
  private static final long GPT_SYSTEM_LOW = 0x11d2_f81f_c12a_7328L;

  private static final long GPT_SYSTEM_HIGH = 0x3bc9_3ec9_a000_4bbaL;

  /** The specification asks for room for 128 entries, and nobody makes more. */
  private static final int MOST_GPT_ENTRIES = 128;

  /** Reads the table of a disk, which may have none. */
  static PartitionTable read(DiskBytes disk) throws IOException {
    if (disk.size() < DiskBytes.SECTOR) {
      return new PartitionTable(Kind.NONE, Map.of());
    }
    ByteBuffer sector = disk.read(0, DiskBytes.SECTOR, "the MBR");
    if ((sector.getShort(DiskBytes.SECTOR - 2) & 0xffff) != SIGNATURE) {
      return new PartitionTable(Kind.NONE, Map.of());
    }
    Map<Integer, Partition> found = new HashMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      int entry = TABLE + i * ENTRY_SIZE;
      int type = sector.get(entry + 4) & 0xff;
      if (type != 0) {
        long first = sector.getInt(entry + 8) & 0xffff_ffffL;
        long sectors = sector.getInt(entry + 12) & 0xffff_ffffL;
        long start = first * DiskBytes.SECTOR;
        found.put(i + 1, new Partition(start, start + sectors * DiskBytes.SECTOR, type));
      }
    }
    boolean protective = found.values().stream().anyMatch(each -> each.type() == PROTECTIVE);
    return protective ? gpt(disk) : new PartitionTable(Kind.MBR, found);
  }

  /** Tells whether there is an EFI system partition. */
  boolean hasSystemPartition() {
    return byNumber.values().stream().anyMatch(Partition::isSystem);
  }

  /** Returns the first byte behind all partitions, or 0 if there is none. */
  long end() {
    return byNumber.values().stream().mapToLong(Partition::end).max().orElse(0);
  }

  private static PartitionTable gpt(DiskBytes disk) throws IOException {
    ByteBuffer header = disk.read(DiskBytes.SECTOR, GPT_HEADER, "the GPT's header");
    if (header.getLong(0) != GPT_SIGNATURE) {
      throw new DamagedDiskException("the MBR names a GPT, but offset 0x200 holds no EFI PART");
    }
    long table = header.getLong(72);
    int count = Math.min(header.getInt(80) & 0x7fff_ffff, MOST_GPT_ENTRIES);
    int size = header.getInt(84);
    if (size < GPT_ENTRY || size > DiskBytes.SECTOR || table < 2 || table > disk.size()) {
      throw new DamagedDiskException(
          "the GPT has entries of %d bytes at sector %d (offsets 0x254 and 0x248)"
              .formatted(size, table));
    }
    Map<Integer, Partition> found = new HashMap<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer entry =
          disk.read(table * DiskBytes.SECTOR + (long) i * size, GPT_ENTRY, "GPT entry " + i);
      if (entry.getLong(0) != 0 || entry.getLong(8) != 0) {
        long first = entry.getLong(32);
        // what lies beyond any disk must not come back as a small number
        long start = first < 0 || first > disk.size() ? disk.size() : first * DiskBytes.SECTOR;
        long last = entry.getLong(40);
        boolean far = last < 0 || last >= Long.MAX_VALUE / DiskBytes.SECTOR;
        long end = far ? Long.MAX_VALUE : (last + 1) * DiskBytes.SECTOR;
        boolean system = entry.getLong(0) == GPT_SYSTEM_LOW && entry.getLong(8) == GPT_SYSTEM_HIGH;
        int type = system ? Partition.GPT_SYSTEM : Partition.GPT;
        found.put(i + 1, new Partition(start, end, type));
      }
    }
    return new PartitionTable(Kind.GPT, found);
  }
}
