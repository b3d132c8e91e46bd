package io.github.ec2unikernel.plugin.fat;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes a file system that was laid out, front to back in one pass. */
public final class FatWriter {

  private static final byte MEDIA_FIXED = (byte) 0xf8;
  private static final int END_OF_FILE = 0xffff;
  private static final int SHORT_SECTORS = 1 << 16;

  private final FatLayout layout;
  private final FatGeometry geometry;
  private final FatTime time;
  private final SparseOutput out;

  private FatWriter(FatLayout layout, Instant time, SparseOutput out) {
    this.layout = layout;
    this.geometry = layout.geometry();
    this.time = FatTime.of(time);
    this.out = out;
  }

  /**
   * Writes a file system at the output's present position, reading the files' contents on the way.
   *
   * @param volumeId what tells it from others
   * @param time when all in it was made
   * @throws io.github.ec2unikernel.harness.model.InputException if a content can't be read
   * @throws IOException if the output can't be written
   */
  public static void write(FatLayout layout, int volumeId, Instant time, SparseOutput out)
      throws IOException {
    new FatWriter(layout, time, out).write(volumeId);
  }

  private void write(int volumeId) throws IOException {
    long start = out.position();
    out.write(bootSector(volumeId));
    for (int i = 0; i < FatGeometry.FATS; i++) {
      out.write(table());
    }
    write(layout.root(), layout.root());
    writeBelow(layout.root());
    out.zerosUntil(start + layout.size());
  }

  private void writeBelow(FatNode directory) throws IOException {
    for (FatNode node : directory.children().values()) {
      write(node, directory);
      writeBelow(node);
    }
  }

  private ByteBuffer bootSector(int volumeId) {
    ByteBuffer sector = buffer(FatGeometry.SECTOR);
    // a jump to code that there is none of: UEFI reads what follows only
    sector.put((byte) 0xeb).put((byte) 0x3c).put((byte) 0x90).put(ascii("MSWIN4.1"));
    sector.putShort((short) FatGeometry.SECTOR).put((byte) geometry.sectorsPerCluster());
    sector.putShort((short) FatGeometry.RESERVED_SECTORS).put((byte) FatGeometry.FATS);
    sector.putShort((short) FatGeometry.ROOT_ENTRIES);
    boolean isShort = geometry.sectors() < SHORT_SECTORS;
    sector.putShort((short) (isShort ? geometry.sectors() : 0)).put(MEDIA_FIXED);
    sector.putShort((short) geometry.fatSectors());
    sector.putShort((short) 63).putShort((short) 255).putInt((int) layout.firstSector());
    sector.putInt((int) (isShort ? 0 : geometry.sectors()));
    sector.put((byte) 0x80).put((byte) 0).put((byte) 0x29).putInt(volumeId);
    sector.put(ascii("NO NAME    ")).put(ascii("FAT16   "));
    sector.putShort(FatGeometry.SECTOR - 2, (short) 0xaa55);
    return sector.rewind();
  }

  /** Returns the file allocation table: for each cluster the next one of its file. */
  private ByteBuffer table() {
    ByteBuffer table = buffer(geometry.fatSectors() * FatGeometry.SECTOR);
    table.putShort((short) (0xff00 | (MEDIA_FIXED & 0xff))).putShort((short) END_OF_FILE);
    for (FatNode node : layout.nodes()) {
      int first = layout.cluster(node);
      int count = layout.count(node);
      for (int i = 1; i <= count; i++) {
        table.putShort((short) (i == count ? END_OF_FILE : first + i));
      }
    }
    return table.rewind();
  }

  private void write(FatNode node, FatNode parent) throws IOException {
    Content content = node.content();
    if (content == null) {
      out.write(directory(node, parent));
      return;
    }
    try (ContentReader reader = content.open()) {
      out.copy(reader, content.size());
      reader.requireEnd();
    }
    out.zeros((long) layout.count(node) * geometry.clusterSize() - content.size());
  }

  private ByteBuffer directory(FatNode node, FatNode parent) {
    boolean isRoot = node.name().isEmpty();
    ByteBuffer entries =
        buffer(
            isRoot
                ? FatGeometry.ROOT_SECTORS * FatGeometry.SECTOR
                : layout.count(node) * geometry.clusterSize());
    if (!isRoot) {
      FatEntry.dots(1, layout.cluster(node)).put(entries, time);
      FatEntry.dots(2, layout.cluster(parent)).put(entries, time);
    }
    for (FatNode child : node.children().values()) {
      child.entry(layout.cluster(child)).put(entries, time);
    }
    return entries.rewind();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
