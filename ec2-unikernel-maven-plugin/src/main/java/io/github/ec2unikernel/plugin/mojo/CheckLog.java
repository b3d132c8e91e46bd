package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.preflight.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Tells what a look at the account found, as a table. */
record CheckLog(Log log) {

  /** Tells all findings. */
  void tell(List<Finding> findings) {
    int width = findings.stream().mapToInt(f -> f.check().length()).max().orElse(0);
    for (Finding finding : findings) {
      String row =
          String.format("%-" + (width + 2) + "s", finding.check())
              + word(finding)
              + "  "
              + finding.detail();
      String line = finding.hint().isEmpty() ? row : row + " - " + finding.hint();
      switch (finding.level()) {
        case OK -> log.info(line);
        case WARNING -> log.warn(line);
        case FAILURE -> log.error(line);
      }
    }
  }

  /**
   * Ends the goal when something failed.
   *
   * @throws EnvironmentException with all that failed
   */
  static void require(List<Finding> findings) {
    List<Finding> failures =
        findings.stream().filter(f -> f.level() == Finding.Level.FAILURE).toList();
    if (failures.isEmpty()) {
      return;
    }
    throw new EnvironmentException(
        failures.stream()
            .map(f -> f.check() + ": " + f.detail())
            .collect(
                Collectors.joining(
                    "\n  ",
                    (failures.size() == 1 ? "A check" : failures.size() + " checks")
                        + " of the account failed, and nothing was sent:\n  ",
                    "")),
        failures.stream().map(Finding::hint).distinct().collect(Collectors.joining("\n")));
  }

  private static String word(Finding finding) {
    return switch (finding.level()) {
      case OK -> "ok  ";
      case WARNING -> "warn";
      case FAILURE -> "FAIL";
    };
  }
}
