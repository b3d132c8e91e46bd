package io.github.ec2unikernel.harness.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Lets each failure of a test, or of a method around it, quote the guests' consoles. */
abstract sealed class ConsoleQuoting
    implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler
    permits UnikernelExtension, BootedUnikernel {

  @Override
  public final void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw FailureMessage.withConsoles(failure, context);
  }

  @Override
  public final void handleBeforeAllMethodExecutionException(
      ExtensionContext context, Throwable failure) throws Throwable {
    throw FailureMessage.withConsoles(failure, context);
  }

  @Override
  public final void handleBeforeEachMethodExecutionException(
      ExtensionContext context, Throwable failure) throws Throwable {
    throw FailureMessage.withConsoles(failure, context);
  }

  @Override
  public final void handleAfterEachMethodExecutionException(
      ExtensionContext context, Throwable failure) throws Throwable {
    throw FailureMessage.withConsoles(failure, context);
  }

  @Override
  public final void handleAfterAllMethodExecutionException(
      ExtensionContext context, Throwable failure) throws Throwable {
    throw FailureMessage.withConsoles(failure, context);
  }
}
