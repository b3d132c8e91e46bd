package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** When the files of a build are to have been made: Maven's property for reproducible builds. */
final class OutputTimestamp {

  /** Where a project does not say when it was made, as long ago as file systems like it. */
  private static final Instant NO_TIME = Instant.parse("2000-01-01T00:00:00Z");

  private static final String PROPERTY = "project.build.outputTimestamp";

  private OutputTimestamp() {}

  /** Returns the time; {@link InputException} if it is neither seconds nor ISO 8601. */
  static Instant of(Settings settings) {
    String given = settings.text(PROPERTY, null);
    if (given == null) {
      return NO_TIME;
    }
    try {
      return given.matches("[0-9]{2,}")
          ? Instant.ofEpochSecond(Long.parseLong(given))
          : OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      throw new InputException(
          PROPERTY + " is '" + given + "'",
          "Give seconds since 1970, or a time such as 2026-01-01T00:00:00Z.",
          e);
    }
  }
}
