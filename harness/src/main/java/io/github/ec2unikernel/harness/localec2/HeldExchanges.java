package io.github.ec2unikernel.harness.localec2;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Calls that are never answered: their connections stay open without a thread each, until the
 * client gives up and at most for a time.
 */
final class HeldExchanges implements AutoCloseable {

  private final Duration longest;
  private final Timer timer = new Timer("local-ec2-silence", true);

  HeldExchanges(Duration longest) {
    this.longest = longest;
  }

  /** Keeps a call's connection open from now on; when closed before, it ends at once. */
  void hold(HttpExchange exchange) {
    TimerTask closing =
        new TimerTask() {
          @Override
          public void run() {
            exchange.close();
          }
        };
    try {
      timer.schedule(closing, longest.toMillis());
    } catch (IllegalStateException e) {
      // The endpoint was closed meanwhile.
      exchange.close();
    }
  }

  /** Forgets them all; the server closes their connections when it stops. */
  @Override
  public void close() {
    timer.cancel();
  }
}
