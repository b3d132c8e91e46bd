package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Finding;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Verdict;
import java.time.Duration;
import java.util.Locale;

/**
 * Puts a boot's report into words.
 *
 * @param report the report
 * @param repeat the command that boots again
 */
record BootMessage(BootReport report, Object repeat) {

  /** Says that all is well, in one line. */
  String success() {
    return "Booted in "
        + seconds(report.duration())
        + " ("
        + report.setup()
        + "): "
        + report.reason();
  }

  /** Says what went wrong, with the likely causes and the end of the console. */
  String failure() {
    StringBuilder text = new StringBuilder();
    text.append("boot: ").append(report.verdict()).append(": ").append(report.reason());
    text.append(" (after ").append(seconds(report.duration())).append("; ");
    text.append(report.setup()).append(")\n");
    for (Finding finding : report.outcome().findings()) {
      text.append("Likely cause: ").append(finding.cause()).append('\n');
      text.append("  -> ").append(finding.hint()).append('\n');
    }
    if (report.tail().isEmpty()) {
      text.append("The guest printed nothing.\n");
    } else {
      text.append("The last lines of its console:\n");
      report.tail().forEach(line -> text.append("  | ").append(line).append('\n'));
    }
    text.append("Whole console: ").append(report.console());
    if (report.verdict() == Verdict.ERROR) {
      text.append("\nThe machine's log: ").append(report.machineLog());
    }
    return text.toString();
  }

  /** Says how to try again. */
  String hint() {
    return "Repeat: " + repeat;
  }

  /**
   * Ends the goal unless all is well.
   *
   * @throws InputException if the guest is at fault
   * @throws EnvironmentException if the machine around it is
   */
  void requireSuccess() {
    if (report.verdict() == Verdict.ERROR) {
      throw new EnvironmentException(failure(), hint());
    } else if (!report.passed()) {
      throw new InputException(failure(), hint());
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
