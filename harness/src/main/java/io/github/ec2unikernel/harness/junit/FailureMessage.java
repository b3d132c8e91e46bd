package io.github.ec2unikernel.harness.junit;

import io.github.ec2unikernel.harness.boot.ConsoleEnd;
import io.github.ec2unikernel.harness.boot.LiveGuest;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.IncompleteExecutionException;

/** Puts the guests' consoles into the message of a failing test. */
final class FailureMessage {

  private FailureMessage() {}

  /** Returns what to throw in a failure's place. */
  static Throwable withConsoles(Throwable failure, ExtensionContext context) {
    Map<String, LiveGuest> guests = Guests.all(context);
    boolean told = failure instanceof GuestAssertionError || failure instanceof GuestException;
    if (guests.isEmpty() || told || failure instanceof IncompleteExecutionException) {
      return failure;
    }
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage())).append("\n\n");
    guests.forEach((name, guest) -> text.append(describe(name, guest)));
    return failure instanceof AssertionError assertion
        ? GuestAssertionError.of(assertion, text.toString())
        : new GuestException(failure.getClass().getName() + ": " + text, failure);
  }

  private static String describe(String name, LiveGuest guest) {
    try {
      BootReport report = guest.report();
      StringBuilder text = new StringBuilder();
      text.append(name).append(": ").append(report.reason()).append(". ");
      text.append(new ConsoleEnd(report.tail()));
      report
          .outcome()
          .findings()
          .forEach(
              finding ->
                  text.append(finding.cause()).append(". ").append(finding.hint()).append('\n'));
      return text.append("Whole console: ").append(report.console()).append('\n').toString();
    } catch (ProblemException e) {
      return name + ": " + e.getMessage() + "\n";
    }
  }
}
