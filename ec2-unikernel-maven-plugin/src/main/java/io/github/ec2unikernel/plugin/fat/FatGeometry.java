package io.github.ec2unikernel.plugin.fat;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.function.IntToLongFunction;

/**
 * The sizes of a FAT16 file system. What makes it one of 16 bits is the number of its clusters
 * alone, 4085 to 65524, as Microsoft's specification has it.
 *
 * @param sectors its length in sectors of 512 bytes, of whole MiB
 * @param sectorsPerCluster a power of two
 */
record FatGeometry(long sectors, int sectorsPerCluster) {

  static final int SECTOR = 512;
  static final int RESERVED_SECTORS = 1;
  static final int FATS = 2;
  static final int ROOT_ENTRIES = 512;
  static final int ROOT_SECTORS = ROOT_ENTRIES * FatEntry.SIZE / SECTOR;

  /** The numbers 0 and 1 are no clusters' numbers. */
  static final int FIRST_CLUSTER = 2;

  private static final int FEWEST_CLUSTERS = 4085;
  private static final int MOST_CLUSTERS = 65524;
  private static final int MOST_SECTORS_PER_CLUSTER = 64;
  private static final int SECTORS_PER_MEBIBYTE = (1 << 20) / SECTOR;
  private static final int MOST_MEBIBYTES = 2047;

  /**
   * Returns the smallest ones.
   *
   * @param needed the number of clusters for clusters of so many bytes
   * @throws InputException if no FAT16 is large enough
   */
  static FatGeometry of(IntToLongFunction needed) {
    for (int size = 1; size <= MOST_MEBIBYTES; size++) {
      for (int each = 1; each <= MOST_SECTORS_PER_CLUSTER; each *= 2) {
        FatGeometry geometry = new FatGeometry((long) size * SECTORS_PER_MEBIBYTE, each);
        long clusters = geometry.clusters();
        if (clusters >= FEWEST_CLUSTERS
            && clusters <= MOST_CLUSTERS
            && clusters >= needed.applyAsLong(each * SECTOR)) {
          return geometry;
        }
      }
    }
    throw new InputException(
        "The files of the EFI system partition have more than %d MiB, the most of FAT16"
            .formatted(MOST_MEBIBYTES),
        "Give a smaller program.");
  }

  int clusterSize() {
    return sectorsPerCluster * SECTOR;
  }

  /** Returns how many sectors each file allocation table takes. */
  int fatSectors() {
    // as if the tables took none: a few entries more than clusters do no harm
    long most = (sectors - RESERVED_SECTORS - ROOT_SECTORS) / sectorsPerCluster;
    return Math.toIntExact(((most + FIRST_CLUSTER) * Short.BYTES + SECTOR - 1) / SECTOR);
  }

  long clusters() {
    long data = sectors - RESERVED_SECTORS - (long) FATS * fatSectors() - ROOT_SECTORS;
    return data / sectorsPerCluster;
  }
}
