package io.github.ec2unikernel.harness.localec2;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls that are never answered: their connections stay open without a thread each, until the
 * client gives up and at most for a time.
 */
final class HeldExchanges implements AutoCloseable {

  private final long millis;
  private final ScheduledThreadPoolExecutor closer;

  HeldExchanges(Duration longest) {
    millis = longest.toMillis();
    closer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "local-ec2-silence");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Keeps a call's connection open from now on. */
  void hold(HttpExchange exchange) {
    // Closing does not fail, so that there is nothing to wait for.
    ScheduledFuture<?> unused = closer.schedule(exchange::close, millis, TimeUnit.MILLISECONDS);
  }

  /** Forgets them all; the server closes their connections when it stops. */
  @Override
  public void close() {
    closer.shutdownNow();
  }
}
