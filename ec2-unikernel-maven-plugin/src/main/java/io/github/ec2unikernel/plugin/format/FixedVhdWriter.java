package io.github.ec2unikernel.plugin.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** Writes a VHD of fixed size: the disk as it is, with its holes, and a footer. */
record FixedVhdWriter(UUID id, Instant timestamp) implements FormatWriter {

  private static final int PART = 64 << 10;

  @Override
  public void write(RawDisk disk, OutputFile out) throws IOException {
    ByteBuffer part = ByteBuffer.allocateDirect(PART);
    for (int number = 0; number < disk.parts(PART); number++) {
      disk.read(number, part);
      if (!RawDisk.isZero(part)) {
        long start = (long) number * PART;
        part.limit((int) Math.min(PART, disk.size() - start));
        out.write(start, part);
      }
    }
    VhdFooter footer = new VhdFooter(VhdFooter.FIXED, disk.size(), id, timestamp);
    out.write(disk.size(), footer.toBytes());
  }
}
