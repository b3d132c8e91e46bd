package io.github.ec2unikernel.plugin.mojo;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Says how far an upload is, how fast it goes and how long it will take, now and then. */
final class UploadProgress {

  private static final double MIB_PER_BLOCK = 0.5;
  // A reader follows a few lines a second; a log is read later.
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration IN_LOG = Duration.ofSeconds(3);
  private static final int STEPS_IN_LOG = 10;

  private final LongSupplier nanoTime;
  private final boolean terminal;
  private long startedAt;
  private int before;
  private long toldAt;
  private int toldStep;
  private boolean begun;

  /**
   * Creates one for one disk.
   *
   * @param nanoTime a clock such as {@link System#nanoTime}
   * @param terminal whether it is told to somebody who watches
   */
  UploadProgress(LongSupplier nanoTime, boolean terminal) {
    this.nanoTime = nanoTime;
    this.terminal = terminal;
  }

  /** Returns what is to be told now that so many blocks of all are there. */
  Optional<String> at(int done, int total) {
    long now = nanoTime.getAsLong();
    int step = (int) ((long) done * STEPS_IN_LOG / total);
    if (!begun) {
      begun = true;
      startedAt = now;
      // Those of a killed run took this one no time; how long this first one took is not known.
      before = done;
      toldAt = now;
      toldStep = step;
    }
    boolean due =
        terminal
            ? now - toldAt >= ON_TERMINAL.toNanos()
            : step > toldStep && now - toldAt >= IN_LOG.toNanos();
    if (!due && done < total) {
      return Optional.empty();
    }
    toldAt = now;
    toldStep = step;
    return Optional.of(text(done, total, (now - startedAt) / 1e9));
  }

  private String text(int done, int total, double seconds) {
    String text =
        String.format(
            Locale.ROOT, "Sent: %d of %d blocks (%d %%)", done, total, 100L * done / total);
    if (seconds <= 0) {
      return text;
    }
    double blocksPerSecond = (done - before) / seconds;
    text += String.format(Locale.ROOT, ", %.1f MiB/s", blocksPerSecond * MIB_PER_BLOCK);
    if (done == total) {
      return text + String.format(Locale.ROOT, ", in %s", time(seconds));
    }
    return text + String.format(Locale.ROOT, ", %s left", time((total - done) / blocksPerSecond));
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
  }
}
