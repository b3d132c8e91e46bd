package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The room that a raw disk is written into; only what is not zero takes any.
 *
 * @param disk the disk that it is made of
 * @param directory where it is
 * @param free how many bytes were free there before
 */
record Room(SourceDisk disk, Path directory, long free) {

  private static final int MEBIBYTE_BITS = 20;

  /** Returns the room in a directory as it is now. */
  static Room in(Path directory, SourceDisk disk) throws IOException {
    return new Room(disk, directory, Files.getFileStore(directory).getUsableSpace());
  }

  /** Tells whether a message of the system is that there is none left. */
  static boolean isLacking(@Nullable String message) {
    String lower = String.valueOf(message).toLowerCase(Locale.ROOT);
    return lower.contains("no space left") || lower.contains("quota exceeded");
  }

  /**
   * Returns what it means that there is none left.
   *
   * @param size how many bytes the raw disk has, zeros among them
   */
  EnvironmentException lacking(long size, @Nullable IOException cause) {
    String what =
        "the disk %s has %d bytes, of which all but zeros are written to %s, where %d were free: there was no room left"
            .formatted(disk.file(), size, directory, free);
    String hint =
        "Free more there, at most %d MiB, or put the build's directory on another file system."
            .formatted((Math.max(0, size - free) >> MEBIBYTE_BITS) + 1);
    return cause == null
        ? new EnvironmentException(what, hint)
        : new EnvironmentException(what, hint, cause);
  }
}
