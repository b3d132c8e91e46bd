package io.github.ec2unikernel.plugin.xl;

import java.nio.file.Path;

/**
 * A disk of a guest.
 *
 * @param device what the guest knows it by, such as {@code xvdb}
 * @param file the raw disk
 */
public record GuestDisk(String device, Path file) {

  /** Returns the file's absolute path. */
  String path() {
    return file.toAbsolutePath().normalize().toString();
  }

  /** Returns the file's name, by which placeholders tell disks apart. */
  String fileName() {
    return String.valueOf(file.getFileName());
  }
}
