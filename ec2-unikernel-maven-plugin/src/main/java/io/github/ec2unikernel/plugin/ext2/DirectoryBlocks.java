package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Packs the entries of a directory into blocks; the last one in a block takes its rest. */
final class DirectoryBlocks {

  private final int blockSize;
  private final int minimum;
  private final List<List<DirectoryEntry>> blocks = new ArrayList<>();

  /**
   * Packs entries in their order.
   *
   * @param minimum how many blocks there are at least, some of them without a name
   */
  DirectoryBlocks(List<DirectoryEntry> entries, int blockSize, int minimum) {
    this.blockSize = blockSize;
    this.minimum = minimum;
    int free = 0;
    for (DirectoryEntry entry : entries) {
      if (entry.size() > free) {
        blocks.add(new ArrayList<>());
        free = blockSize;
      }
      blocks.get(blocks.size() - 1).add(entry);
      free -= entry.size();
    }
  }

  int count() {
    return Math.max(minimum, blocks.size());
  }

  /** Returns the directory's content, whole blocks. */
  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(count() * blockSize).order(ByteOrder.LITTLE_ENDIAN);
    blocks.forEach(block -> put(block, out));
    while (out.hasRemaining()) {
      DirectoryEntry.UNUSED.put(out, blockSize);
    }
    return out.array();
  }

  private void put(List<DirectoryEntry> block, ByteBuffer out) {
    int end = out.position() + blockSize;
    for (int i = 0; i < block.size() - 1; i++) {
      block.get(i).put(out, block.get(i).size());
    }
    block.get(block.size() - 1).put(out, end - out.position());
  }
}
