package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.FileSystemContents;
import io.github.ec2unikernel.harness.disk.RawDisk;
import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.plugin.fat.FatReader;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import io.github.ec2unikernel.plugin.mbr.Mbr;
import io.github.ec2unikernel.plugin.mbr.MbrPartition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * That a disk has its boot loader, and all that this is told of.
 *
 * @param files what its file system is to hold, by paths from the root
 * @param starter what is to lie outside of it, for firmware
 */
record FileProof(Map<String, Content> files, Starter starter) {

  private static final int CODE = 440;
  private static final int TABLE = 446;
  private static final int ENTRY = 16;
  private static final int ENTRIES = 4;
  private static final int TYPE = 4;
  private static final int FIRST_SECTOR = 8;

  private static final int PART = 256 << 10;

  /**
   * Reads all of it off the disk as it was written.
   *
   * @return how many bytes the files have
   * @throws IllegalStateException if one is not there with its bytes
   * @throws IOException if the disk can't be read
   */
  long requireSame(ByteSource written) throws IOException {
    requireSame("the boot code", starter.code(), written, 0);
    requireSame("GRUB's core image", starter.core(), written, Mbr.SECTOR);
    Content program = starter.efiProgram();
    if (program != null) {
      byte[] found = new FatReader(written, systemPartition(written)).file(Starter.EFI_PATH);
      requireSame(Starter.EFI_PATH, program, new BytesSource(found));
    }
    RawDisk disk = new RawDisk(written);
    FileSystemContents found =
        disk.fileSystem(Shape.PARTITIONED.partition())
            .orElseThrow(() -> new IllegalStateException("the disk has no file system"));
    long bytes = 0;
    for (Map.Entry<String, Content> file : files.entrySet()) {
      String path = file.getKey();
      ByteSource there =
          found.find(path).orElseThrow(() -> new IllegalStateException(path + " is not there"));
      requireSame(path, file.getValue(), there);
      bytes += there.size();
    }
    return bytes;
  }

  private static void requireSame(String what, byte[] planned, ByteSource written, long at)
      throws IOException {
    // behind its code a first sector has the disk's number and the partitions
    int length = at == 0 ? Math.min(planned.length, CODE) : planned.length;
    ByteBuffer found = ByteBuffer.allocate(length);
    written.read(at, found);
    if (!found.flip().equals(ByteBuffer.wrap(planned, 0, length))) {
      throw new IllegalStateException(what + " has other bytes on the disk than it was to have");
    }
  }

  /** Returns where the partition table says that it begins, in bytes. */
  private static long systemPartition(ByteSource written) throws IOException {
    ByteBuffer sector = ByteBuffer.allocate(Mbr.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    written.read(0, sector);
    for (int at = TABLE; at < TABLE + ENTRIES * ENTRY; at += ENTRY) {
      if (sector.get(at + TYPE) == MbrPartition.EFI_SYSTEM) {
        return Integer.toUnsignedLong(sector.getInt(at + FIRST_SECTOR)) * Mbr.SECTOR;
      }
    }
    throw new IllegalStateException("the disk has no EFI system partition");
  }

  private static void requireSame(String path, Content planned, ByteSource there)
      throws IOException {
    boolean same = planned.size() == there.size();
    ByteBuffer wanted = ByteBuffer.allocate(PART);
    ByteBuffer found = ByteBuffer.allocate(PART);
    try (ContentReader reader = planned.open()) {
      for (long at = 0; same && at < there.size(); at += PART) {
        int length = (int) Math.min(PART, there.size() - at);
        reader.fill(wanted.clear().limit(length));
        there.read(at, found.clear().limit(length));
        same = wanted.flip().equals(found.flip());
      }
    }
    if (!same) {
      throw new IllegalStateException(path + " has other bytes on the disk than it was to have");
    }
  }
}
