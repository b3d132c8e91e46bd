package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.CpioArchive;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Files that dom0 gets, in an archive on a drive of its own. */
final class FileArchive {

  /** What dom0 knows the drive by. */
  private static final String NAME = "files";

  /** What dom0's usual memory has room for; libxl may unpack a kernel there as well, in MiB. */
  private static final int FREE = 6;

  /** A step of dom0's memory, so that few kinds of machines do for all kernels, in MiB. */
  private static final int STEP = 64;

  private final Path file;
  private final Map<String, Path> files = new TreeMap<>();

  /** Creates one that is written into {@code scratch}. */
  FileArchive(Path scratch) {
    file = scratch.resolve("files.cpio");
  }

  /**
   * Adds a file.
   *
   * @param path where dom0 gets it, without the first slash
   */
  void add(String path, Path source) throws IOException {
    long size = Files.size(source);
    if (size > CpioArchive.LARGEST_FILE) {
      throw new InputException(
          "the guest is to boot from %s of %d bytes; dom0 takes at most %d"
              .formatted(source, size, CpioArchive.LARGEST_FILE),
          "Name a smaller kernel and ramdisk, or put the content on a disk of the guest.");
    }
    files.put(path, source);
  }

  /** Writes the archive and returns its drive. */
  Drive drive() throws IOException {
    try (CpioArchive archive = new CpioArchive(Files.newOutputStream(file))) {
      for (Map.Entry<String, Path> each : files.entrySet()) {
        archive.file(each.getKey(), each.getValue());
      }
    }
    return Drive.of(NAME, file, Files.size(file));
  }

  /**
   * Returns what dom0 needs beside its usual memory once the archive is written, in MiB: its file
   * system gets half of its memory.
   */
  int dom0Memory() throws IOException {
    return dom0Memory(Files.size(file));
  }

  /** Returns the same for an archive of some length in bytes. */
  static int dom0Memory(long length) {
    long more = Math.max(0, (length >> 20) + 1 - FREE);
    return Math.toIntExact(-Math.floorDiv(-2 * more, STEP) * STEP);
  }
}
