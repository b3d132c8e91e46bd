package io.github.ec2unikernel.plugin.ext2;

import java.io.IOException;

/**
 * The order in which a file's blocks lie on disk: data as it comes, each block of pointers right
 * before what it points to. With that order, every place follows from the file's length alone.
 */
final class BlockTree {

  /** Pointers to data in the inode itself. */
  static final int DIRECT = 12;

  /** Single, double and triple indirect blocks. */
  static final int LEVELS = 3;

  /** Is told a file's blocks in the order in which they lie. */
  interface Visitor {
    /** So many data blocks come next. */
    void data(long blocks) throws IOException;

    /**
     * A block with {@code count} pointers comes next; the first is to the file's block {@code
     * first}, counted as the blocks lie, each further one {@code stride} blocks on.
     */
    void pointers(long first, long stride, int count) throws IOException;
  }

  private final long pointersPerBlock;

  BlockTree(Geometry geometry) {
    this.pointersPerBlock = geometry.pointersPerBlock();
  }

  /** Returns how many data blocks a file can have. */
  long capacity() {
    return DIRECT + capacity(1) + capacity(2) + capacity(3);
  }

  /** Returns how many blocks a file with so many data blocks has, those with pointers included. */
  long count(long dataBlocks) {
    long total = dataBlocks;
    long rest = dataBlocks - DIRECT;
    for (int level = 1; level <= LEVELS && rest > 0; level++) {
      long here = Math.min(rest, capacity(level));
      for (int below = 1; below <= level; below++) {
        total += Geometry.ceilDiv(here, capacity(below));
      }
      rest -= here;
    }
    return total;
  }

  /**
   * Returns where the block lies, counted as the blocks lie, that the inode's indirect pointer of a
   * level leads to, or -1 if a file with so many data blocks has none.
   */
  long indirect(int level, long dataBlocks) {
    long reached = DIRECT;
    long place = DIRECT;
    for (int below = 1; below < level; below++) {
      reached += capacity(below);
      place += span(below);
    }
    return dataBlocks > reached ? place : -1;
  }

  /** Tells all blocks of a file with so many data blocks. */
  void visit(long dataBlocks, Visitor visitor) throws IOException {
    if (dataBlocks > capacity()) {
      throw new IllegalArgumentException(dataBlocks + " blocks are more than an inode reaches");
    }
    long direct = Math.min(dataBlocks, DIRECT);
    visitor.data(direct);
    long rest = dataBlocks - direct;
    for (int level = 1; rest > 0; level++) {
      long here = Math.min(rest, capacity(level));
      visit(level, indirect(level, dataBlocks), here, visitor);
      rest -= here;
    }
  }

  private void visit(int level, long place, long dataBlocks, Visitor visitor) throws IOException {
    long stride = span(level - 1);
    int children = (int) Geometry.ceilDiv(dataBlocks, capacity(level - 1));
    visitor.pointers(place + 1, stride, children);
    if (level == 1) {
      visitor.data(dataBlocks);
      return;
    }
    long rest = dataBlocks;
    for (int i = 0; i < children; i++) {
      long here = Math.min(rest, capacity(level - 1));
      visit(level - 1, place + 1 + i * stride, here, visitor);
      rest -= here;
    }
  }

  /** Returns how many data blocks a full subtree of a level has; level 0 is one data block. */
  private long capacity(int level) {
    long result = 1;
    for (int i = 0; i < level; i++) {
      result *= pointersPerBlock;
    }
    return result;
  }

  /** Returns how many blocks a full subtree has, those with pointers included. */
  private long span(int level) {
    long result = 1;
    for (int i = 0; i < level; i++) {
      result = 1 + pointersPerBlock * result;
    }
    return result;
  }
}
