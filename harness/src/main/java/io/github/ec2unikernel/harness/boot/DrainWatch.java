package io.github.ec2unikernel.harness.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for the rest of the console of a guest that has ended. */
final class DrainWatch {

  /** What of a console is not there this long after the guest's end does not come any more. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private @Nullable Long bytes;
  private @Nullable Duration quietSince;
  private long lastReceived;

  /** Takes how many bytes the guest has printed in all. */
  void drained(long all) {
    bytes = all;
  }

  /** Tells whether all that the guest printed has been looked at. */
  boolean isWhole(long received) {
    return bytes != null && received >= bytes;
  }

  /** Tells whether more may come; it is asked when the guest has ended, again and again. */
  boolean isAwaited(long received, Duration now) {
    if (quietSince == null || received != lastReceived) {
      lastReceived = received;
      quietSince = now;
    }
    return !isWhole(received) && now.minus(quietSince).compareTo(PATIENCE) < 0;
  }
}
