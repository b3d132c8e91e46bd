package io.github.ec2unikernel.plugin.ext2;

import io.github.ec2unikernel.plugin.io.ContentReader;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Writes a file system that was laid out, front to back in one pass. */
public final class Ext2Writer {

  private final Layout layout;
  private final SparseOutput out;
  private final long start;
  private final GroupWriter groupWriter;
  private long place;
  private int group;

  private Ext2Writer(Layout layout, Identity identity, SparseOutput out) {
    this.layout = layout;
    this.out = out;
    this.start = out.position();
    this.groupWriter = new GroupWriter(layout, identity, out, start);
  }

  /**
   * Writes a file system at the output's present position, reading the files' contents on the way.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if a content can't be read, or has
   *     another size than it was laid out with
   * @throws IOException if the output can't be written
   */
  public static void write(Layout layout, Identity identity, SparseOutput out) throws IOException {
    new Ext2Writer(layout, identity, out).write();
  }

  /**
   * Gives a file system, which begins with the first byte of a file, another identity of the same
   * time.
   */
  public static void identify(Layout layout, Identity identity, FileChannel file)
      throws IOException {
    Groups groups = layout.groups();
    for (int group = 0; group < groups.count(); group++) {
      if (groups.hasSuperblock(group)) {
        ByteBuffer bytes = layout.superblock(group, identity).toBytes();
        long offset = layout.superblockOffset(group);
        while (bytes.hasRemaining()) {
          file.write(bytes, offset + bytes.position());
        }
      }
    }
  }

  private void write() throws IOException {
    groupWriter.write(0);
    for (PlacedNode node : layout.nodes()) {
      write(node);
    }
    while (group + 1 < layout.groups().count()) {
      groupWriter.write(++group);
    }
    out.zerosUntil(start + layout.size());
  }

  private void write(PlacedNode node) throws IOException {
    try (ContentReader reader = node.content().open()) {
      layout.blockTree().visit(node.dataBlocks(), new Blocks(node, reader));
      reader.requireEnd();
    }
  }

  /** Returns how many blocks can be written before the next group's metadata, at least one. */
  private long room() throws IOException {
    while (place == layout.groups().firstPlace(group + 1)) {
      groupWriter.write(++group);
    }
    return layout.groups().firstPlace(group + 1) - place;
  }

  private final class Blocks implements BlockTree.Visitor {

    private final PlacedNode node;
    private final ContentReader reader;
    private long bytesLeft;

    Blocks(PlacedNode node, ContentReader reader) {
      this.node = node;
      this.reader = reader;
      this.bytesLeft = node.content().size();
    }

    @Override
    public void data(long blocks) throws IOException {
      int blockSize = layout.geometry().blockSize();
      for (long rest = blocks; rest > 0; ) {
        long part = Math.min(rest, room());
        long bytes = Math.min(part * blockSize, bytesLeft);
        out.copy(reader, bytes);
        out.zeros(part * blockSize - bytes);
        bytesLeft -= bytes;
        place += part;
        rest -= part;
      }
    }

    @Override
    public void pointers(long first, long stride, int count) throws IOException {
      ByteBuffer block =
          ByteBuffer.allocate(layout.geometry().blockSize()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        block.putInt((int) layout.groups().blockAt(node.firstPlace() + first + i * stride));
      }
      room();
      out.write(block.clear());
      place++;
    }
  }
}
