package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Follows the PV-GRUBs from a raw disk's file to what they boot. */
public final class BootDisk {

  private static final String HINT =
      "Give a raw disk image, whole; make it again if it is damaged.";

  /** What a first sector has before the disk's number and the partitions, in bytes. */
  private static final int CODE = 440;

  private BootDisk() {}

  /**
   * Returns what PV-GRUB 1.04 and later boots from a disk.
   *
   * @throws InputException if that is nothing, or the disk is damaged
   * @throws EnvironmentException if it can't be read
   */
  public static BootEntry read(Path disk) {
    return BootEntry.of(disk, resolve(disk).get(0));
  }

  /**
   * Returns what each generation of PV-GRUB makes of a disk, the newest first.
   *
   * @throws InputException if it is no disk
   * @throws EnvironmentException if it can't be read
   */
  public static List<Resolution> resolve(Path disk) {
    return read(disk, file -> PvGrub.resolveAll(new RawDisk(file)));
  }

  /**
   * Copies a file off a disk.
   *
   * @param partition a partition from 1, or 0 for the whole disk
   * @param path its path there
   * @throws InputException if there is none, or the disk is damaged
   * @throws EnvironmentException if it can't be read or written
   */
  public static void extract(Path disk, int partition, String path, Path target) {
    read(
        disk,
        file -> {
          Optional<FileSystemContents> found = new RawDisk(file).fileSystem(partition);
          Optional<ByteSource> source =
              found.isPresent() ? found.get().find(path) : Optional.empty();
          if (source.isEmpty()) {
            throw new InputException(
                "the disk " + disk + " has no file " + path + " on partition " + partition, HINT);
          }
          return copy(source.get(), target);
        });
  }

  private static Path copy(ByteSource source, Path target) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (OutputStream out = Files.newOutputStream(target)) {
      for (long at = 0; at < source.size(); at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), source.size() - at));
        source.read(at, buffer);
        out.write(buffer.array(), 0, buffer.limit());
      }
    }
    return target;
  }

  /**
   * Tells whether a disk's first sector holds code that a BIOS starts.
   *
   * @throws InputException if it is no disk
   * @throws EnvironmentException if it can't be read
   */
  public static boolean hasBootCode(Path disk) {
    return read(disk, BootDisk::hasBootCode);
  }

  /**
   * Returns how long a disk has to be to hold all its partitions, in bytes; 0 if it has none.
   *
   * @throws InputException if it is no disk, or its table is damaged
   * @throws EnvironmentException if it can't be read
   */
  public static long neededSize(Path disk) {
    return read(disk, file -> isTable(file) ? PartitionTable.read(new DiskBytes(file)).end() : 0);
  }

  /** A file system that takes the whole disk may have boot code where a table would be. */
  private static boolean isTable(DiskFile file) throws IOException {
    ByteBuffer sector = ByteBuffer.allocate(DiskBytes.SECTOR);
    file.read(0, sector);
    boolean marks = true;
    for (int entry = 0; entry < PartitionTable.ENTRIES; entry++) {
      marks &= (sector.get(PartitionTable.TABLE + entry * PartitionTable.ENTRY_SIZE) & 0x7f) == 0;
    }
    return marks;
  }

  /**
   * Returns what a disk tells of how it starts in a machine with firmware.
   *
   * @throws InputException if it is no disk
   * @throws EnvironmentException if it can't be read
   */
  public static DiskStart start(Path disk) {
    return read(disk, file -> DiskStart.read(file, hasBootCode(file)));
  }

  private static boolean hasBootCode(DiskFile file) throws IOException {
    ByteBuffer sector = ByteBuffer.allocate(DiskBytes.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    file.read(0, sector);
    boolean marked = (sector.getShort(DiskBytes.SECTOR - 2) & 0xffff) == PartitionTable.SIGNATURE;
    boolean empty = true;
    for (int i = 0; i < CODE; i++) {
      empty &= sector.get(i) == 0;
    }
    return marked && !empty;
  }

  private interface Reading<T> {
    T of(DiskFile file) throws IOException;
  }

  private static <T> T read(Path disk, Reading<T> reading) {
    if (Files.exists(disk) && !Files.isRegularFile(disk)) {
      throw new InputException("the disk " + disk + " is not a regular file", HINT);
    }
    try (DiskFile file = new DiskFile(disk)) {
      if (file.size() < 4 * DiskBytes.SECTOR) {
        throw new InputException(disk + " has " + file.size() + " bytes: not a disk", HINT);
      }
      requireRaw(disk, file);
      return reading.of(file);
    } catch (DamagedDiskException e) {
      throw new InputException("the disk " + disk + " is damaged: " + e.getMessage(), HINT, e);
    } catch (NoSuchFileException e) {
      throw new InputException(
          "the disk " + disk + " does not exist", "Build it first, or correct the path.", e);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the disk " + disk + " can't be read: " + e,
          "See that the file is there and readable.",
          e);
    }
  }

  /** Images of these formats are no disk before they are unpacked. */
  private static void requireRaw(Path disk, DiskFile file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8);
    file.read(0, head);
    String magic = StandardCharsets.ISO_8859_1.decode(head.flip()).toString();
    String format =
        magic.startsWith("QFI\u00fb")
            ? "qcow2"
            : magic.startsWith("KDMV") ? "vmdk" : magic.equals("conectix") ? "vpc" : "";
    if (!format.isEmpty()) {
      throw new InputException(
          "the disk " + disk + " is of the format " + format + ", not raw",
          "Unpack it: qemu-img convert -f " + format + " -O raw " + disk + " disk.raw");
    }
  }
}
