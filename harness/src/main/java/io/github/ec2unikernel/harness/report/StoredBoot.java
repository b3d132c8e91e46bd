package io.github.ec2unikernel.harness.report;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A boot whose report was written to a file.
 *
 * @param name what was booted
 * @param report the report, with the end of the console only
 */
public record StoredBoot(String name, BootReport report) {

  /** Checks that there is a report. */
  public StoredBoot {
    Objects.requireNonNull(report);
  }

  /** Tells whether {@link BootReportWriter} left something in a directory. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(BootReportWriter.DATA));
  }

  /**
   * Reads what {@link BootReportWriter} left in a directory.
   *
   * @return the last boot, or nothing if there was none
   * @throws InputException if the file is not what we write
   */
  public static Optional<StoredBoot> in(Path directory) {
    Path file = directory.resolve(BootReportWriter.DATA);
    if (!isIn(directory)) {
      return Optional.empty();
    }
    try {
      return Optional.of(BootJson.read(Files.readString(file)));
    } catch (IOException | RuntimeException e) { // whatever its fields lack shows in many ways
      throw new InputException(
          "the boot's report " + file + " can't be read: " + e.getMessage(),
          "Boot again: mvn verify writes it anew.",
          e);
    }
  }
}
