package io.github.ec2unikernel.plugin.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * Writes a stream-optimized VMDK: the grains of 64 KiB that are not all zero, compressed, a table
 * after each 512 of them, then the directory of the tables and a footer that says where it is.
 */
record VmdkWriter(int contentId, String fileName) implements FormatWriter {

  private static final int GRAIN_BYTES = VmdkHeader.GRAIN * RawDisk.SECTOR;
  private static final int END_OF_STREAM = 0;
  private static final int TABLE = 1;
  private static final int DIRECTORY = 2;
  private static final int FOOTER = 3;

  @Override
  public void write(RawDisk disk, OutputFile out) throws IOException {
    long sectors = disk.size() / RawDisk.SECTOR;
    Stream stream = new Stream(out);
    stream.put(new VmdkHeader(sectors, VmdkHeader.IN_THE_FOOTER).toBytes());
    stream.put(descriptor(sectors));
    stream.sector = VmdkHeader.DATA_AT;
    int grains = disk.parts(GRAIN_BYTES);
    int tables = -Math.floorDiv(-grains, VmdkHeader.TABLE_ENTRIES);
    ByteBuffer directory = littleEndian(tables * Integer.BYTES);
    for (int table = 0; table < tables; table++) {
      directory.putInt((int) stream.table(disk, table * VmdkHeader.TABLE_ENTRIES, grains));
    }
    long directoryAt = stream.metadata(DIRECTORY, directory.flip());
    stream.metadata(FOOTER, new VmdkHeader(sectors, directoryAt).toBytes());
    stream.metadata(END_OF_STREAM, ByteBuffer.allocate(0));
    stream.end();
  }

  private ByteBuffer descriptor(long sectors) {
    String text = new VmdkDescriptor(contentId, sectors, fileName).text();
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A file that grows by whole sectors. */
  private static final class Stream {

    private final OutputFile out;
    private final ByteBuffer grain = ByteBuffer.allocate(GRAIN_BYTES);

    /** Room for a grain that does not get smaller, its marker and the rest of its last sector. */
    private final ByteBuffer packed = littleEndian(2 * GRAIN_BYTES);

    private long sector;

    Stream(OutputFile out) {
      this.out = out;
    }

    /** Puts bytes out, and returns the sector that they begin in. */
    long put(ByteBuffer bytes) throws IOException {
      long start = sector;
      sector += -Math.floorDiv(-bytes.remaining(), RawDisk.SECTOR);
      out.write(start * RawDisk.SECTOR, bytes);
      return start;
    }

    /** Puts out the grains of one table and the table; 0 if there are none. */
    long table(RawDisk disk, int first, int grains) throws IOException {
      ByteBuffer table = littleEndian(VmdkHeader.TABLE_ENTRIES * Integer.BYTES);
      int last = Math.min(first + VmdkHeader.TABLE_ENTRIES, grains);
      for (int number = first; number < last; number++) {
        disk.read(number, grain);
        table.putInt(RawDisk.isZero(grain) ? 0 : (int) put(packed(number)));
      }
      table.clear();
      return RawDisk.isZero(table) ? 0 : metadata(TABLE, table);
    }

    /** Puts out a marker and what it marks, and returns the sector of the latter. */
    long metadata(int type, ByteBuffer content) throws IOException {
      ByteBuffer marker = littleEndian(RawDisk.SECTOR);
      marker.putLong(-Math.floorDiv(-content.remaining(), RawDisk.SECTOR)).putInt(0).putInt(type);
      put(marker.clear());
      return put(content);
    }

    /** Gives the file its last sector in full. */
    void end() throws IOException {
      out.extend(sector * RawDisk.SECTOR);
    }

    /** Returns the grain as it goes into the file: its sector, its length, and zlib's stream. */
    private ByteBuffer packed(int number) {
      Deflater deflater = new Deflater();
      try {
        deflater.setInput(grain);
        deflater.finish();
        packed.clear().putLong((long) number * VmdkHeader.GRAIN).putInt(0);
        int length = deflater.deflate(packed);
        if (!deflater.finished()) {
          throw new IllegalStateException("zlib made a grain twice as long");
        }
        return packed.putInt(Long.BYTES, length).flip();
      } finally {
        deflater.end();
      }
    }
  }
}
