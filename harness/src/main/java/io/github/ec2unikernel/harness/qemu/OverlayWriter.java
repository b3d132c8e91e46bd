package io.github.ec2unikernel.harness.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes an empty qcow2 overlay (version 3, by QEMU's docs/interop/qcow2.txt) over a raw disk:
 * header, table of reference counts, one block of them, and the first table of clusters, all zero.
 * qemu-img does the same in a process of its own, which takes longer than a warm machine's start.
 */
final class OverlayWriter {

  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER = 1 << CLUSTER_BITS;

  /** One entry of the first table stands for a cluster full of entries of 8 bytes. */
  private static final long PER_ENTRY = (long) CLUSTER * (CLUSTER / 8);

  private static final int MAGIC = 0x514649fb;
  private static final int HEADER = 104;
  private static final int BACKING_FORMAT = 0xe2792aca;

  /** Counts have 16 bits. */
  private static final int REFERENCE_ORDER = 4;

  /** QEMU reads no longer name of a backing file, in bytes. */
  private static final int LONGEST_NAME = 1023;

  private OverlayWriter() {}

  /** Writes {@code overlay} anew, with {@code size} bytes for the machine to see. */
  static void write(Path raw, Path overlay, long size) throws IOException {
    byte[] name = raw.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_NAME) {
      throw new IOException("its path has more than " + LONGEST_NAME + " bytes");
    }
    int entries = Math.toIntExact(-Math.floorDiv(-size, PER_ENTRY));
    int tableClusters = -Math.floorDiv(-entries * 8, CLUSTER);
    ByteBuffer file = ByteBuffer.allocate((3 + tableClusters) * CLUSTER);
    file.putInt(MAGIC).putInt(3);
    file.putLong(HEADER + 24).putInt(name.length); // after the two extensions below
    file.putInt(CLUSTER_BITS).putLong(size).putInt(0);
    file.putInt(entries).putLong(3 * CLUSTER);
    file.putLong(CLUSTER).putInt(1);
    file.putInt(0).putLong(0); // no snapshots
    file.putLong(0).putLong(0).putLong(0); // no features
    file.putInt(REFERENCE_ORDER).putInt(HEADER);
    file.putInt(BACKING_FORMAT).putInt(3).put("raw".getBytes(StandardCharsets.US_ASCII));
    file.position(HEADER + 16).putLong(0); // the end of the extensions
    file.put(name);
    file.putLong(CLUSTER, 2 * CLUSTER);
    for (int i = 0; i < 3 + tableClusters; i++) {
      file.putShort(2 * CLUSTER + 2 * i, (short) 1);
    }
    try (FileChannel out =
        FileChannel.open(
            overlay,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      file.rewind();
      while (file.hasRemaining()) {
        out.write(file);
      }
    }
  }
}
