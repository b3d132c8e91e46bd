package io.github.ec2unikernel.plugin.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes a dynamic VHD: a copy of the footer, a header, a table of where the blocks of 2 MiB lie,
 * those that are not all zero, each after a bitmap of its sectors, and the footer.
 */
record DynamicVhdWriter(UUID id, Instant timestamp) implements FormatWriter {

  private static final int BLOCK = 2 << 20;
  private static final int HEADER_LENGTH = 1024;
  private static final int TABLE_AT = VhdFooter.LENGTH + HEADER_LENGTH;
  private static final int BITMAP_LENGTH = BLOCK / RawDisk.SECTOR / Byte.SIZE;
  private static final int VERSION_1_0 = 0x0001_0000;
  private static final int CHECKSUM_AT = 36;
  private static final int NOT_THERE = -1;

  @Override
  public void write(RawDisk disk, OutputFile out) throws IOException {
    ByteBuffer footer =
        new VhdFooter(VhdFooter.DYNAMIC, disk.size(), id, timestamp).toBytes().asReadOnlyBuffer();
    int blocks = disk.parts(BLOCK);
    out.write(0, footer.duplicate());
    out.write(VhdFooter.LENGTH, header(blocks));
    ByteBuffer table = ByteBuffer.allocate(wholeSectors(blocks * Integer.BYTES));
    long end = (long) TABLE_AT + table.capacity();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    for (int number = 0; number < blocks; number++) {
      disk.read(number, block);
      if (RawDisk.isZero(block)) {
        table.putInt(NOT_THERE);
      } else {
        table.putInt((int) (end / RawDisk.SECTOR));
        end = out.write(end, allSectorsThere());
        end = out.write(end, block);
      }
    }
    while (table.hasRemaining()) {
      table.putInt(NOT_THERE);
    }
    out.write(TABLE_AT, table.flip());
    out.write(end, footer.duplicate());
  }

  private static ByteBuffer header(int blocks) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_LENGTH);
    bytes.put("cxsparse".getBytes(StandardCharsets.US_ASCII));
    bytes.putLong(-1).putLong(TABLE_AT).putInt(VERSION_1_0).putInt(blocks).putInt(BLOCK);
    bytes.putInt(CHECKSUM_AT, VhdFooter.checksum(bytes));
    return bytes.clear();
  }

  /** A disk without a parent has all sectors of the blocks that it has. */
  private static ByteBuffer allSectorsThere() {
    ByteBuffer bitmap = ByteBuffer.allocate(BITMAP_LENGTH);
    while (bitmap.hasRemaining()) {
      bitmap.putLong(-1);
    }
    return bitmap.flip();
  }

  private static int wholeSectors(int bytes) {
    return -Math.floorDiv(-bytes, RawDisk.SECTOR) * RawDisk.SECTOR;
  }
}
