package io.github.ec2unikernel.plugin.fat;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Reads files of a FAT16 file system by what its own boot sector and tables say. */
public final class FatReader {

  private static final int SECTORS_PER_CLUSTER = 13;
  private static final int RESERVED = 14;
  private static final int FATS = 16;
  private static final int ROOT_ENTRIES = 17;
  private static final int FAT_SECTORS = 22;
  private static final int CLUSTER = 26;
  private static final int SIZE = 28;
  private static final int LAST = 0xfff8;

  private final ByteSource disk;
  private final long tables;
  private final long root;
  private final int rootSize;
  private final long data;
  private final int clusterSize;

  /**
   * Reads the boot sector.
   *
   * @param start where the file system begins on the disk, in bytes
   * @throws IOException if the disk can't be read
   */
  public FatReader(ByteSource disk, long start) throws IOException {
    this.disk = disk;
    ByteBuffer sector = read(start, FatGeometry.SECTOR);
    this.tables = start + (long) unsigned(sector, RESERVED) * FatGeometry.SECTOR;
    this.root =
        tables + (long) sector.get(FATS) * unsigned(sector, FAT_SECTORS) * FatGeometry.SECTOR;
    this.rootSize = unsigned(sector, ROOT_ENTRIES) * FatEntry.SIZE;
    this.data = root + rootSize;
    this.clusterSize = sector.get(SECTORS_PER_CLUSTER) * FatGeometry.SECTOR;
  }

  /**
   * Returns a file's bytes.
   *
   * @param path its path without a slash before it
   * @throws IOException if there is none, or its clusters have no end
   */
  public byte[] file(String path) throws IOException {
    ByteBuffer directory = read(root, rootSize);
    ByteBuffer entry = directory;
    for (String name : path.split("/", -1)) {
      entry = entry(directory, name, path);
      directory = ByteBuffer.wrap(chain(unsigned(entry, CLUSTER))).order(ByteOrder.LITTLE_ENDIAN);
    }
    long size = Integer.toUnsignedLong(entry.getInt(SIZE));
    if (size > directory.capacity()) {
      throw new IOException(path + " has fewer clusters than bytes");
    }
    byte[] bytes = new byte[Math.toIntExact(size)];
    directory.get(bytes);
    return bytes;
  }

  private static ByteBuffer entry(ByteBuffer directory, String name, String path)
      throws IOException {
    String wanted = new String(new FatName(name).toBytes(), StandardCharsets.US_ASCII);
    for (int at = 0; at < directory.capacity(); at += FatEntry.SIZE) {
      ByteBuffer entry = directory.slice(at, FatEntry.SIZE).order(ByteOrder.LITTLE_ENDIAN);
      String found = StandardCharsets.ISO_8859_1.decode(entry.slice(0, FatName.LENGTH)).toString();
      if (found.equals(wanted)) {
        return entry;
      }
    }
    throw new IOException(path + " is not there");
  }

  private byte[] chain(int first) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Set<Integer> seen = new HashSet<>();
    for (int next = first; next >= FatGeometry.FIRST_CLUSTER && next < LAST; ) {
      if (!seen.add(next)) {
        throw new IOException("the clusters from " + first + " on go round");
      }
      long at = data + (long) (next - FatGeometry.FIRST_CLUSTER) * clusterSize;
      bytes.write(bytes(at, clusterSize));
      next = unsigned(read(tables + (long) next * Short.BYTES, Short.BYTES), 0);
    }
    return bytes.toByteArray();
  }

  private ByteBuffer read(long at, int length) throws IOException {
    return ByteBuffer.wrap(bytes(at, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] bytes(long at, int length) throws IOException {
    if (at + length > disk.size()) {
      throw new IOException("the file system goes on behind the disk's end");
    }
    byte[] bytes = new byte[length];
    disk.read(at, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
