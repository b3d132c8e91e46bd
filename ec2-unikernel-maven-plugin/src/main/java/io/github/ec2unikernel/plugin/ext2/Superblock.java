package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The superblock, of which some groups keep a copy.
 *
 * @param inodes s_inodes_count
 * @param blocks s_blocks_count
 * @param freeBlocks s_free_blocks_count
 * @param freeInodes s_free_inodes_count
 * @param geometry the block size and what follows
 * @param inodesPerGroup s_inodes_per_group
 * @param group the group that this copy is in
 * @param largeFiles whether a file has 2 GiB or more
 * @param identity s_uuid, s_volume_name, s_hash_seed, and when it was made, last written and last
 *     checked
 */
record Superblock(
    long inodes,
    long blocks,
    long freeBlocks,
    long freeInodes,
    Geometry geometry,
    int inodesPerGroup,
    int group,
    boolean largeFiles,
    Identity identity) {

  static final int SIZE = 1024;

  /** Where the first one begins, in bytes. */
  static final int OFFSET = 1024;

  private static final short MAGIC = (short) 0xef53;
  private static final short CLEAN = 1;
  private static final short ON_ERROR_CONTINUE = 1;
  private static final short NO_MOUNT_LIMIT = -1;
  private static final int REVISION = 1;
  private static final int INCOMPAT_FILETYPE = 0x2;
  private static final int RO_COMPAT_SPARSE_SUPER = 0x1;
  private static final int RO_COMPAT_LARGE_FILE = 0x2;
  private static final byte HASH_HALF_MD4 = 1;
  private static final int FLAG_SIGNED_HASH = 1;

  /** Returns its 1024 bytes. */
  ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    int logBlockSize = Integer.numberOfTrailingZeros(geometry.blockSize()) - 10;
    out.putInt(0x00, (int) inodes);
    out.putInt(0x04, (int) blocks);
    out.putInt(0x0c, (int) freeBlocks);
    out.putInt(0x10, (int) freeInodes);
    out.putInt(0x14, geometry.firstBlock());
    out.putInt(0x18, logBlockSize);
    out.putInt(0x1c, logBlockSize);
    out.putInt(0x20, geometry.blocksPerGroup());
    out.putInt(0x24, geometry.blocksPerGroup());
    out.putInt(0x28, inodesPerGroup);
    out.putInt(0x30, identity.seconds());
    out.putShort(0x36, NO_MOUNT_LIMIT);
    out.putShort(0x38, MAGIC);
    out.putShort(0x3a, CLEAN);
    out.putShort(0x3c, ON_ERROR_CONTINUE);
    out.putInt(0x40, identity.seconds());
    out.putInt(0x4c, REVISION);
    out.putInt(0x54, Inode.FIRST_FREE);
    out.putShort(0x58, (short) Inode.SIZE);
    out.putShort(0x5a, (short) group);
    out.putInt(0x60, INCOMPAT_FILETYPE);
    out.putInt(0x64, RO_COMPAT_SPARSE_SUPER | (largeFiles ? RO_COMPAT_LARGE_FILE : 0));
    put(out, 0x68, identity.uuid());
    out.put(0x78, identity.labelBytes());
    put(out, 0xec, identity.hashSeed());
    out.put(0xfc, HASH_HALF_MD4);
    out.putInt(0x108, identity.seconds());
    out.putInt(0x160, FLAG_SIGNED_HASH);
    return out;
  }

  private static void put(ByteBuffer out, int at, UUID uuid) {
    // A UUID is a string of bytes here, in the order in which it is printed.
    ByteBuffer bytes = out.slice(at, 16).order(ByteOrder.BIG_ENDIAN);
    bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
  }
}
