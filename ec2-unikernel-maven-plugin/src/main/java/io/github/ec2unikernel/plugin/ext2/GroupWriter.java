package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.SparseOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the metadata with which a group begins. */
final class GroupWriter {

  private final Layout layout;
  private final Identity identity;
  private final SparseOutput out;
  private final long start;
  private final ByteBuffer descriptors;

  /**
   * Creates a writer.
   *
   * @param start where in the output the file system begins
   */
  GroupWriter(Layout layout, Identity identity, SparseOutput out, long start) {
    this.layout = layout;
    this.identity = identity;
    this.out = out;
    this.start = start;
    this.descriptors = descriptors(layout);
  }

  /** Writes a group's metadata, and zeros for whatever lies between the output's end and it. */
  void write(int group) throws IOException {
    Groups groups = layout.groups();
    Geometry geometry = layout.geometry();
    if (groups.hasSuperblock(group)) {
      out.zerosUntil(start + layout.superblockOffset(group));
      out.write(layout.superblock(group, identity).toBytes());
      seek(groups.start(group) + 1);
      out.write(descriptors.duplicate());
    }
    seek(groups.blockBitmap(group));
    int bits = geometry.bitsPerBlock();
    out.write(new Bitmap(layout.usedBlocks(group), groups.size(group), bits).toBytes());
    out.write(new Bitmap(layout.usedInodes(group), groups.inodesPerGroup(), bits).toBytes());
    writeInodes(group);
    seek(groups.dataStart(group));
  }

  private void writeInodes(int group) throws IOException {
    int perGroup = layout.groups().inodesPerGroup();
    ByteBuffer inode = ByteBuffer.allocate(Inode.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < layout.usedInodes(group); i++) {
      PlacedNode node = layout.node((long) group * perGroup + i + 1);
      if (node == null) {
        out.zeros(Inode.SIZE);
      } else {
        layout.inode(node, identity).put(inode.clear());
        out.write(inode.flip());
      }
    }
  }

  private void seek(long block) throws IOException {
    out.zerosUntil(start + block * layout.geometry().blockSize());
  }

  private static ByteBuffer descriptors(Layout layout) {
    int count = layout.groups().count();
    ByteBuffer out =
        ByteBuffer.allocate(count * GroupDescriptor.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (int group = 0; group < count; group++) {
      layout.descriptor(group).put(out);
    }
    return out.flip();
  }
}
