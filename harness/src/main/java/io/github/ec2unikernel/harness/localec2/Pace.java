package io.github.ec2unikernel.harness.localec2;

import java.util.concurrent.TimeUnit;

/** A limit of bytes a second. */
final class Pace {

  private final long bytesPerSecond;
  private long free = System.nanoTime();

  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Returns when so many more bytes have gone through, as {@link System#nanoTime} tells time. */
  synchronized long reserve(int bytes) {
    long now = System.nanoTime();
    if (bytesPerSecond == 0) {
      return now;
    }
    // Unused time is lost: a line that was idle does not go faster afterwards.
    free = Math.max(free, now) + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    return free;
  }
}
