package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.ProblemException;
import io.github.ec2unikernel.harness.model.Verdict;

/**
 * Says why there is no guest to go on with.
 *
 * @param report what the boot showed
 */
record StartFailure(BootReport report) {

  /** Returns what to throw: the guest's fault, or that of the machine around it. */
  ProblemException toProblem() {
    String log = "Look into " + report.machineLog() + ".";
    return report.verdict() == Verdict.ERROR
        ? new EnvironmentException(message(), log)
        : new InputException(message(), "Correct the guest, or what is expected of it.");
  }

  private String message() {
    StringBuilder text = new StringBuilder();
    text.append("the guest is not ready: ").append(report.verdict()).append(": ");
    text.append(report.reason()).append(" (").append(report.setup()).append(")\n");
    text.append(new ConsoleEnd(report.tail()));
    return text.append("Whole console: ").append(report.console()).toString();
  }
}
