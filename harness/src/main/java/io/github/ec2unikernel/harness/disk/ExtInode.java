package io.github.ec2unikernel.harness.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An inode of an ext file system.
 *
 * @param number its number, from 1
 * @param offset where it lies on the disk
 * @param raw its first 128 bytes
 */
record ExtInode(long number, long offset, ByteBuffer raw) {

  /** Bytes of an inode that are read. */
  static final int SIZE = 128;

  private static final int TYPE = 0xf000;
  private static final int DIRECTORY = 0x4000;
  private static final int REGULAR = 0x8000;
  private static final int LINK = 0xa000;
  private static final int ENCRYPTED = 0x800;
  private static final int COMPRESSED = 0x4;
  private static final int EXTENTS = 0x80000;
  private static final int INLINE = 0x10000000;
  private static final int MAP = 40;
  private static final int MAP_SIZE = 60;

  boolean isDirectory() {
    return type() == DIRECTORY;
  }

  boolean isFile() {
    return type() == REGULAR;
  }

  boolean isLink() {
    return type() == LINK;
  }

  private int type() {
    return raw.getShort(0) & TYPE;
  }

  boolean usesExtents() {
    return (raw.getInt(32) & EXTENTS) != 0;
  }

  /** Returns its content's length in bytes. */
  long size() throws DamagedDiskException {
    long size = raw.getInt(4) & 0xffff_ffffL;
    if (isFile()) {
      size |= (long) raw.getInt(108) << 32;
    }
    if (size < 0) {
      throw new DamagedDiskException(
          "%s has a size of 2^63 bytes or more (i_size at offset 0x%x)"
              .formatted(this, offset + 108));
    }
    return size;
  }

  /** Returns the 60 bytes that map its blocks, or hold a short link's target. */
  ByteBuffer map() {
    return raw.slice(MAP, MAP_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Tells whether a link's target stands in the inode itself. */
  boolean isShortLink(int blockSize) throws DamagedDiskException {
    // an extended attribute has a block of its own, which counts in units of 512 bytes
    int attributes = raw.getInt(104) == 0 ? 0 : blockSize / 512;
    return isLink() && raw.getInt(28) == attributes && size() < MAP_SIZE;
  }

  /** Throws if its content is kept in a way that PV-GRUB is not known to read. */
  void requirePlain() throws DamagedDiskException {
    int flags = raw.getInt(32);
    if ((flags & (ENCRYPTED | COMPRESSED | INLINE)) != 0) {
      String how =
          (flags & INLINE) != 0 ? "inline" : (flags & ENCRYPTED) != 0 ? "encrypted" : "compressed";
      throw new DamagedDiskException(
          "%s keeps its content %s (i_flags 0x%x at offset 0x%x), which PV-GRUB is not known to"
                  .formatted(this, how, flags, offset + 32)
              + " read");
    }
  }

  @Override
  public String toString() {
    return "inode " + number;
  }
}
