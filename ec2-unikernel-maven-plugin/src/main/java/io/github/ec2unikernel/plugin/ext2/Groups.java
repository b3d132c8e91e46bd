package io.github.ec2unikernel.plugin.ext2;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a file system is cut into groups, which hold so many data blocks and inodes. Each begins with
 * its metadata, in the order superblock and descriptors (some groups only), block bitmap, inode
 * bitmap, inode table; the rest is its data area. A <em>place</em> counts the blocks of all data
 * areas from 0.
 */
final class Groups {

  private final Geometry geometry;
  private final int count;
  private final int inodesPerGroup;
  private final long blocks;

  /** The place with which each group's data area begins, and the end of the last. */
  private final long[] firstPlaces;

  /** Cuts a file system whose groups are all of full size. */
  private Groups(Geometry geometry, int count, long inodes) {
    this.geometry = geometry;
    this.count = count;
    this.inodesPerGroup =
        (int)
            (Geometry.ceilDiv(Geometry.ceilDiv(inodes, count), geometry.inodesPerBlock())
                * geometry.inodesPerBlock());
    this.blocks = start(count);
    this.firstPlaces = new long[count + 1];
    long metadata = 0;
    for (int g = 0; g < count; g++) {
      firstPlaces[g] = (long) g * geometry.blocksPerGroup() - metadata;
      metadata += metadataBlocks(g);
    }
    firstPlaces[count] = blocks - geometry.firstBlock() - metadata;
  }

  /** Cuts like another one, but with fewer blocks in the last group. */
  private Groups(Groups full, long blocks) {
    this.geometry = full.geometry;
    this.count = full.count;
    this.inodesPerGroup = full.inodesPerGroup;
    this.blocks = blocks;
    this.firstPlaces = full.firstPlaces.clone();
    firstPlaces[count] -= full.blocks - blocks;
  }

  /**
   * Cuts the smallest file system.
   *
   * @param dataBlocks how many blocks the data areas hold at least
   * @param inodes how many inodes there are at least
   * @param unit a count of blocks that the total is rounded up to a multiple of, unless that would
   *     take one more group
   */
  static Groups of(Geometry geometry, long dataBlocks, long inodes, long unit) {
    int count = (int) Math.max(1, Geometry.ceilDiv(dataBlocks, geometry.blocksPerGroup()));
    while (true) {
      Groups full = new Groups(geometry, count, inodes);
      if (full.holds(dataBlocks)) {
        return new Groups(full, full.total(dataBlocks, unit));
      }
      count++;
    }
  }

  /**
   * Cuts a file system of a given size, without the end of it if that is too short for a group.
   *
   * @param blocks how many blocks there are at most
   * @return it, or nothing if it would not hold so many data blocks and inodes
   */
  static Optional<Groups> ofSize(Geometry geometry, long blocks, long dataBlocks, long inodes) {
    long grouped = blocks - geometry.firstBlock();
    int count = (int) Geometry.ceilDiv(grouped, geometry.blocksPerGroup());
    if (count < 1) {
      return Optional.empty();
    }
    Groups full = new Groups(geometry, count, inodes);
    if (blocks < full.least()) {
      return ofSize(geometry, full.start(count - 1), dataBlocks, inodes);
    }
    Groups groups = new Groups(full, Math.min(blocks, full.blocks));
    return groups.holds(dataBlocks) ? Optional.of(groups) : Optional.empty();
  }

  private boolean holds(long dataBlocks) {
    return inodesPerGroup <= geometry.bitsPerBlock() && places() >= dataBlocks;
  }

  private long total(long dataBlocks, long unit) {
    long metadata = blocks - geometry.firstBlock() - places();
    // Fewer inodes in each group may have made enough room before the last group.
    long wanted = Math.max(least(), geometry.firstBlock() + dataBlocks + metadata);
    return Math.min(Geometry.ceilDiv(wanted, unit) * unit, blocks);
  }

  /** Returns how many blocks there are if the last group holds its own metadata and a block. */
  private long least() {
    return start(count - 1) + metadataBlocks(count - 1) + 1;
  }

  int count() {
    return count;
  }

  int inodesPerGroup() {
    return inodesPerGroup;
  }

  long inodes() {
    return (long) count * inodesPerGroup;
  }

  /** Returns how many blocks the file system has, the one before the first group included. */
  long blocks() {
    return blocks;
  }

  /** Returns how many blocks all data areas have. */
  long places() {
    return firstPlaces[count];
  }

  /** Returns the place with which a group's data area begins. */
  long firstPlace(int group) {
    return firstPlaces[group];
  }

  /** Returns the group whose data area a place is in. */
  int groupOf(long place) {
    int found = Arrays.binarySearch(firstPlaces, place);
    return found >= 0 ? found : -found - 2;
  }

  /** Returns the number of the block at a place. */
  long blockAt(long place) {
    int group = groupOf(place);
    return dataStart(group) + place - firstPlaces[group];
  }

  /** Returns the number of a group's first block. */
  long start(int group) {
    return geometry.firstBlock() + (long) group * geometry.blocksPerGroup();
  }

  /** Returns how many blocks a group has; the last may have fewer than the others. */
  int size(int group) {
    return (int) Math.min(geometry.blocksPerGroup(), blocks - start(group));
  }

  long dataStart(int group) {
    return start(group) + metadataBlocks(group);
  }

  long blockBitmap(int group) {
    return start(group) + (hasSuperblock(group) ? 1 + descriptorBlocks() : 0);
  }

  long inodeBitmap(int group) {
    return blockBitmap(group) + 1;
  }

  long inodeTable(int group) {
    return inodeBitmap(group) + 1;
  }

  /** Returns how many blocks lie before a group's data area. */
  int metadataBlocks(int group) {
    return (int) (inodeTable(group) - start(group)) + inodesPerGroup / geometry.inodesPerBlock();
  }

  /** Returns how many blocks a copy of all group descriptors takes. */
  int descriptorBlocks() {
    return (int) Geometry.ceilDiv(count, geometry.descriptorsPerBlock());
  }

  /** Returns whether a group keeps a copy, by the feature sparse_super. */
  boolean hasSuperblock(int group) {
    return group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
  }

  private static boolean isPower(int number, int base) {
    int rest = number;
    while (rest % base == 0) {
      rest /= base;
    }
    return rest == 1;
  }
}
