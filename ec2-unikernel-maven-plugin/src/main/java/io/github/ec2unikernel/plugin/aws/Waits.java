package io.github.ec2unikernel.plugin.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Asks again and again until EC2 is done with something. */
final class Waits {

  // The SDK's own waiters ask every 15 s; a small snapshot is done in less.
  private static final BackoffStrategy PAUSE =
      BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(250), Duration.ofSeconds(10));

  private Waits() {}

  /**
   * Returns the first answer that is done, or empty when time is up.
   *
   * @param notYet errors that only mean that EC2 does not know the thing yet
   * @param failure makes the exception of any other error
   */
  static <T> Optional<T> until(
      Class<T> type,
      Duration timeout,
      Supplier<T> ask,
      Predicate<T> done,
      Predicate<Throwable> notYet,
      Function<SdkException, RuntimeException> failure) {
    Waiter<T> waiter =
        Waiter.builder(type)
            .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(done))
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(answer -> true))
            .addAcceptor(WaiterAcceptor.retryOnExceptionAcceptor(notYet))
            .overrideConfiguration(
                limits ->
                    limits
                        .backoffStrategyV2(PAUSE)
                        .waitTimeout(timeout)
                        .maxAttempts(Integer.MAX_VALUE))
            .build();
    try {
      return waiter.run(ask).matched().response();
    } catch (SdkException e) {
      if (e.getCause() instanceof SdkException cause) {
        throw failure.apply(cause);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw failure.apply(e);
      }
      return Optional.empty();
    }
  }
}
