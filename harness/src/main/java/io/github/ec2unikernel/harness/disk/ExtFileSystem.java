package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An ext2, ext3 or ext4, read to the extent that PV-GRUB's own reader does: block maps and extents,
 * short and long links, directories from end to end, no journal.
 */
final class ExtFileSystem implements FileSystemContents {

  private static final int ROOT = 2;

  /** GRUB follows no more links than this on the way to a file (MAX_LINK_COUNT). */
  private static final int MOST_LINKS = 5;

  /** GRUB has no room for a longer path (PATH_MAX). */
  private static final int LONGEST_PATH = 1024;

  private static final int KEPT_BLOCKS = 16;

  private final DiskBytes disk;
  private final ExtSuperblock superblock;
  private final Map<Long, ByteBuffer> kept = new LinkedHashMap<>();

  ExtFileSystem(DiskBytes disk, ExtSuperblock superblock) {
    this.disk = disk;
    this.superblock = superblock;
  }

  @Override
  public List<String> doubts() {
    return superblock.features().doubts();
  }

  @Override
  public Optional<ByteSource> find(String path) throws IOException {
    Deque<String> names = new ArrayDeque<>(List.of(path.split("/", -1)));
    ExtInode at = inode(ROOT);
    int links = 0;
    while (!names.isEmpty()) {
      String name = names.remove();
      if (name.isEmpty()) {
        continue;
      }
      long number = at.isDirectory() ? new ExtDirectory(this, at).find(name) : 0;
      if (number == 0) {
        return Optional.empty();
      }
      ExtInode next = inode(number);
      if (next.isLink()) {
        links++;
        if (links > MOST_LINKS) {
          throw new DamagedDiskException(
              path + " leads over more than " + MOST_LINKS + " links, where PV-GRUB gives up");
        }
        String target = target(next);
        List<String> more = List.of(target.split("/", -1));
        for (int i = more.size() - 1; i >= 0; i--) {
          names.push(more.get(i));
        }
        at = target.startsWith("/") ? inode(ROOT) : at;
      } else {
        at = next;
      }
    }
    return at.isFile() ? Optional.of(new ExtFile(this, at)) : Optional.empty();
  }

  private String target(ExtInode link) throws IOException {
    if (link.size() >= LONGEST_PATH) {
      throw new DamagedDiskException(
          "%s is a link of %d bytes; PV-GRUB has room for %d (i_size at offset 0x%x)"
              .formatted(link, link.size(), LONGEST_PATH - 1, link.offset() + 4));
    }
    ByteBuffer text = ByteBuffer.allocate((int) link.size());
    if (link.isShortLink(blockSize())) {
      link.requirePlain();
      text.put(link.map().limit(text.limit()));
    } else {
      new ExtFile(this, link).read(0, text);
    }
    return StandardCharsets.UTF_8.decode(text.flip()).toString();
  }

  int blockSize() {
    return superblock.blockSize();
  }

  /** Returns a whole block, of which the last few are kept in memory. */
  ByteBuffer block(long number, ExtInode owner) throws IOException {
    ByteBuffer found = kept.remove(number);
    if (found == null) {
      found = ByteBuffer.allocate(blockSize()).order(ByteOrder.LITTLE_ENDIAN);
      read(number, 0, found, owner);
      found.flip();
      if (kept.size() == KEPT_BLOCKS) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    kept.put(number, found);
    return found;
  }

  /** Fills the buffer's remaining room from a block on. */
  void read(long block, int within, ByteBuffer into, ExtInode owner) throws IOException {
    if (block < 0 || block >= superblock.blocks()) {
      throw new DamagedDiskException(
          "%s (offset 0x%x) leads to block %d of %d"
              .formatted(owner, owner.offset(), block, superblock.blocks()));
    }
    disk.read(
        superblock.start() + block * blockSize() + within, into, "block " + block + " of " + owner);
  }

  private ExtInode inode(long number) throws IOException {
    if (number < 1 || number > superblock.inodes()) {
      throw new DamagedDiskException(
          "a directory names inode %d of %d".formatted(number, superblock.inodes()));
    }
    long group = (number - 1) / superblock.inodesPerGroup();
    long descriptor =
        superblock.start()
            + (superblock.firstBlock() + 1) * blockSize()
            + group * superblock.descriptorSize();
    ByteBuffer raw =
        disk.read(descriptor, superblock.descriptorSize(), "the descriptor of group " + group);
    long table = raw.getInt(8) & 0xffff_ffffL;
    if (superblock.descriptorSize() >= 64) {
      table |= (long) raw.getInt(40) << 32;
    }
    if (table < 0 || table >= superblock.blocks()) {
      throw new DamagedDiskException(
          "bg_inode_table of group %d at offset 0x%x is %d, of %d blocks"
              .formatted(group, descriptor + 8, table, superblock.blocks()));
    }
    long index = (number - 1) % superblock.inodesPerGroup();
    long offset = superblock.start() + table * blockSize() + index * superblock.inodeSize();
    return new ExtInode(number, offset, disk.read(offset, ExtInode.SIZE, "inode " + number));
  }
}
