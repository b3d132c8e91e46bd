package io.github.ec2unikernel.harness.junit;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/** A test's assertion failed; the message has the guest's console as well. */
public final class GuestAssertionError extends AssertionFailedError {

  private static final long serialVersionUID = 1L;

  private GuestAssertionError(String message, AssertionError cause) {
    super(message, cause);
  }

  private GuestAssertionError(
      String message, ValueWrapper expected, ValueWrapper actual, AssertionError cause) {
    super(message, expected, actual, cause);
  }

  /** Returns the failure with another message; what was expected stays known to IDEs. */
  static GuestAssertionError of(AssertionError failure, String message) {
    GuestAssertionError made =
        failure instanceof AssertionFailedError known
                && known.isExpectedDefined()
                && known.isActualDefined()
            ? new GuestAssertionError(message, known.getExpected(), known.getActual(), failure)
            : new GuestAssertionError(message, failure);
    made.setStackTrace(failure.getStackTrace());
    return made;
  }
}
