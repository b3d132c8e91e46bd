package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A directory of an ext file system, read from end to end as GRUB does: hash trees allow that. */
final class ExtDirectory {

  /** Larger than any that mke2fs or we make; what is larger is damage. */
  private static final int LARGEST = 64 << 20;

  private static final int HEADER = 8;
  private static final int WHOLE_BLOCK = 65536;

  private final ExtFileSystem files;
  private final ExtInode inode;

  ExtDirectory(ExtFileSystem files, ExtInode inode) {
    this.files = files;
    this.inode = inode;
  }

  /** Returns the inode that a name stands for, or 0. */
  long find(String name) throws IOException {
    ExtFile content = new ExtFile(files, inode);
    if (content.size() > LARGEST) {
      throw new DamagedDiskException(
          "directory %s has %d bytes (i_size at offset 0x%x)"
              .formatted(inode, content.size(), inode.offset() + 4));
    }
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int blockSize = files.blockSize();
    for (long at = 0; at < content.size(); at += blockSize) {
      int length = (int) Math.min(blockSize, content.size() - at);
      ByteBuffer block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      content.read(at, block);
      long found = find(wanted, block.flip(), at);
      if (found != 0) {
        return found;
      }
    }
    return 0;
  }

  private long find(byte[] wanted, ByteBuffer block, long blockStart) throws DamagedDiskException {
    for (int at = 0; at + HEADER <= block.limit(); ) {
      long number = block.getInt(at) & 0xffff_ffffL;
      int length = length(block.getShort(at + 4) & 0xffff, block.limit());
      int nameLength = block.get(at + 6) & 0xff;
      if (length < HEADER || length > block.limit() - at || nameLength > length - HEADER) {
        throw new DamagedDiskException(
            "the entry at 0x%x of directory %s is %d bytes long (rec_len)"
                .formatted(blockStart + at, inode, length));
      }
      if (number != 0
          && nameLength == wanted.length
          && block.slice(at + HEADER, nameLength).equals(ByteBuffer.wrap(wanted))) {
        return number;
      }
      at += length;
    }
    return 0;
  }

  /** A block of 64 KiB can hold an entry whose length 16 bits can't. */
  private static int length(int field, int blockSize) {
    return blockSize == WHOLE_BLOCK && (field == 0 || field == 0xffff) ? WHOLE_BLOCK : field;
  }
}
