package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The content of a file, directory or link on an ext file system. */
final class ExtFile implements ByteSource {

  private final ExtFileSystem files;
  private final ExtInode inode;
  private final BlockMap map;
  private final long size;

  ExtFile(ExtFileSystem files, ExtInode inode) throws DamagedDiskException {
    inode.requirePlain();
    this.files = files;
    this.inode = inode;
    this.map = inode.usesExtents() ? new ExtentMap(files, inode) : new PointerMap(files, inode);
    this.size = inode.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    requireThere(offset, into.remaining());
    int blockSize = files.blockSize();
    long at = offset;
    while (into.hasRemaining()) {
      int within = (int) (at % blockSize);
      int count = Math.min(blockSize - within, into.remaining());
      long block = map.block(at / blockSize);
      if (block == 0) {
        into.put(new byte[count]);
      } else {
        int limit = into.limit();
        into.limit(into.position() + count);
        files.read(block, within, into, inode);
        into.limit(limit);
      }
      at += count;
    }
  }
}
