package io.github.ec2unikernel.harness.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads files out of an ext2 file system, to the extent that PV-GRUB's own reader does: block maps,
 * not extents; 32-bit block numbers; no journal replay.
 */
final class Ext2Reader {

  private static final int MAGIC = 0xef53;
  private static final int SUPERBLOCK = 1024;
  private static final int ROOT = 2;
  private static final int TYPE = 0xf000;
  private static final int DIRECTORY = 0x4000;
  private static final int REGULAR = 0x8000;
  private static final int DIRECT = 12;
  private static final int EXTENTS_FLAG = 0x80000;

  /** GRUB reads a directory whole; a larger one than this is damage. */
  private static final int LARGEST_DIRECTORY = 64 << 20;

  /** A file found: its inode's contents. */
  record Inode(int mode, long size, ByteBuffer map) {
    boolean isDirectory() {
      return (mode & TYPE) == DIRECTORY;
    }

    boolean isFile() {
      return (mode & TYPE) == REGULAR;
    }
  }

  private final DiskReader disk;
  private final long start;
  private final int blockSize;
  private final int inodeSize;
  private final long inodesPerGroup;
  private final long inodes;
  private final long firstBlock;

  private Ext2Reader(DiskReader disk, long start, ByteBuffer superblock) throws IOException {
    this.disk = disk;
    this.start = start;
    int logSize = superblock.getInt(24);
    if (logSize < 0 || logSize > 6) {
      throw new DamagedDiskException("ext2 block size is 1024 << " + logSize);
    }
    this.blockSize = 1024 << logSize;
    this.inodes = superblock.getInt(0) & 0xffff_ffffL;
    this.firstBlock = superblock.getInt(20) & 0xffff_ffffL;
    this.inodesPerGroup = superblock.getInt(40) & 0xffff_ffffL;
    int revision = superblock.getInt(76);
    this.inodeSize = revision == 0 ? 128 : superblock.getShort(88) & 0xffff;
    if (inodesPerGroup == 0 || inodeSize < 128 || inodeSize > blockSize) {
      throw new DamagedDiskException("the ext2 superblock is damaged");
    }
  }

  /** Opens the file system that begins {@code start} bytes into the disk, if there is one. */
  static Optional<Ext2Reader> open(DiskReader disk, long start) throws IOException {
    if (start + SUPERBLOCK + 1024 > disk.size()) {
      return Optional.empty();
    }
    ByteBuffer superblock = disk.read(start + SUPERBLOCK, 1024);
    if ((superblock.getShort(56) & 0xffff) != MAGIC) {
      return Optional.empty();
    }
    return Optional.of(new Ext2Reader(disk, start, superblock));
  }

  /** Finds a regular file by its path from the root, if it is there. */
  Optional<Inode> find(String path) throws IOException {
    Inode inode = inode(ROOT);
    for (String name : path.split("/", -1)) {
      if (name.isEmpty()) {
        continue;
      }
      long number = inode.isDirectory() ? lookUp(inode, name) : 0;
      if (number == 0) {
        return Optional.empty();
      }
      inode = inode(number);
    }
    return inode.isFile() ? Optional.of(inode) : Optional.empty();
  }

  /** Reads at most {@code length} bytes at {@code offset} of a file. */
  byte[] read(Inode inode, long offset, int length) throws IOException {
    long end = Math.min(offset + length, inode.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long at = offset; at < end; ) {
      int within = (int) (at % blockSize);
      int count = (int) Math.min(blockSize - within, end - at);
      long block = block(inode, at / blockSize);
      byte[] bytes = new byte[count];
      if (block != 0) {
        disk.read(start + block * blockSize + within, count).get(bytes);
      }
      out.writeBytes(bytes);
      at += count;
    }
    return out.toByteArray();
  }

  private Inode inode(long number) throws IOException {
    if (number < 1 || number > inodes) {
      throw new DamagedDiskException("inode " + number + " is out of range");
    }
    long group = (number - 1) / inodesPerGroup;
    long descriptors = start + (firstBlock + 1) * blockSize;
    long table = disk.read(descriptors + group * 32, 32).getInt(8) & 0xffff_ffffL;
    long index = (number - 1) % inodesPerGroup;
    ByteBuffer raw = disk.read(start + table * blockSize + index * inodeSize, 128);
    if ((raw.getInt(32) & EXTENTS_FLAG) != 0) {
      throw new DamagedDiskException(
          "inode " + number + " uses extents (ext4), which this reader does not follow");
    }
    int mode = raw.getShort(0) & 0xffff;
    long size = raw.getInt(4) & 0xffff_ffffL;
    if ((mode & TYPE) == REGULAR) {
      size |= (long) raw.getInt(108) << 32;
    }
    return new Inode(mode, size, raw);
  }

  private long lookUp(Inode directory, String name) throws IOException {
    if (directory.size() > LARGEST_DIRECTORY) {
      throw new DamagedDiskException("a directory has " + directory.size() + " bytes");
    }
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer entries =
        ByteBuffer.wrap(read(directory, 0, (int) directory.size()))
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 8 <= entries.limit(); ) {
      long number = entries.getInt(at) & 0xffff_ffffL;
      int length = entries.getShort(at + 4) & 0xffff;
      int nameLength = entries.get(at + 6) & 0xff;
      if (length < 8 || at + length > entries.limit() || nameLength > length - 8) {
        throw new DamagedDiskException("a directory entry is damaged");
      }
      byte[] found = new byte[nameLength];
      entries.get(at + 8, found);
      if (number != 0 && java.util.Arrays.equals(found, wanted)) {
        return number;
      }
      at += length;
    }
    return 0;
  }

  /** Maps a block of a file to a block of the file system; 0 is a hole. */
  private long block(Inode inode, long index) throws IOException {
    if (index < DIRECT) {
      return inode.map().getInt(40 + (int) index * 4) & 0xffff_ffffL;
    }
    long rest = index - DIRECT;
    long perBlock = blockSize / 4;
    long reach = perBlock;
    for (int level = 1; level <= 3; level++) {
      if (rest < reach) {
        long block = inode.map().getInt(40 + (DIRECT + level - 1) * 4) & 0xffff_ffffL;
        for (long span = reach / perBlock; block != 0 && span >= 1; span /= perBlock) {
          long slot = rest / span % perBlock;
          block = disk.read(start + block * blockSize + slot * 4, 4).getInt(0) & 0xffff_ffffL;
        }
        return block;
      }
      rest -= reach;
      reach *= perBlock;
    }
    throw new DamagedDiskException("block " + index + " is beyond what ext2 can map");
  }
}
