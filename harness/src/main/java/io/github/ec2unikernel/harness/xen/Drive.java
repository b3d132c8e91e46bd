package io.github.ec2unikernel.harness.xen;

import java.nio.file.Path;

/**
 * A disk of the machine that runs Xen; the file is read, never written.
 *
 * @param name what dom0 knows it by, its serial number
 * @param file a raw disk
 * @param size how long it seems to be, in bytes: whole sectors, not less than the file has
 */
public record Drive(String name, Path file, long size) {

  private static final int SECTOR = 512;

  /** Returns a drive of a file's own length, filled up to a whole sector. */
  static Drive of(String name, Path file, long length) {
    return new Drive(name, file, Math.max(1, -Math.floorDiv(-length, SECTOR)) * SECTOR);
  }
}
