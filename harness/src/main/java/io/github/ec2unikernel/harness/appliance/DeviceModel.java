package io.github.ec2unikernel.harness.appliance;

import java.nio.file.Path;

/**
 * What dom0 needs beside an appliance for HVM guests.
 *
 * @param directory where it lies
 */
public record DeviceModel(Path directory) {

  static final String ARCHIVE = "hvm.cpio";

  /** The device model, its libraries and the guest's firmware: a cpio archive of some 36 MB. */
  public Path archive() {
    return directory.resolve(ARCHIVE);
  }
}
