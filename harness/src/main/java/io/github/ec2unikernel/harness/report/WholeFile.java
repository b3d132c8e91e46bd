package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there whole or, where the disk is full, as they were before. */
final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a text, in UTF-8, and makes the directory.
   *
   * @throws EnvironmentException if that can't be done
   */
  static void write(Path file, String text) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        Files.writeString(part, text, StandardCharsets.UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the report " + file + " can't be written: " + e.getMessage(),
          "Make the directory writable and see that the disk has room.",
          e);
    }
  }
}
