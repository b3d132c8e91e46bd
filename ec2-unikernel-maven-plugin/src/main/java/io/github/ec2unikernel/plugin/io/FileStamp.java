package io.github.ec2unikernel.plugin.io;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells without reading it that a file is still the one that was written.
 *
 * @param text size, time of the last change, and device and inode: good for comparison and for
 *     people
 */
public record FileStamp(String text) {

  /**
   * Returns the one that a file has now.
   *
   * @throws InputException if the file is gone
   * @throws EnvironmentException if the system does not tell
   */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          "of %d bytes, changed at %s, %s"
              .formatted(now.size(), now.lastModifiedTime(), now.fileKey()));
    } catch (NoSuchFileException e) {
      throw new InputException(
          file + " was removed while this build ran.",
          "Run the build again, and let nothing else remove the file meanwhile.",
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static EnvironmentException unreadable(Path file, IOException e) {
    return new EnvironmentException(
        "%s can't be read: %s.".formatted(file, e.getMessage()),
        "Check the disk and the file's permissions.",
        e);
  }

  @Override
  public String toString() {
    return text;
  }
}
