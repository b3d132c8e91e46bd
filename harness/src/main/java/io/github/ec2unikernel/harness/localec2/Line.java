package io.github.ec2unikernel.harness.localec2;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The line that all calls come through: as slow as its {@link Network} says. */
final class Line {

  private static final int PIECE = 64 * 1024;

  private final CountDownLatch closing;
  private final Network network;
  private final SplittableRandom random;
  private final Pace in;
  private final Pace out;

  /** Makes a line whose waiting ends when {@code closing} is counted down. */
  Line(Network network, CountDownLatch closing) {
    this.network = network;
    this.closing = closing;
    random = new SplittableRandom(network.seed());
    in = new Pace(network.bytesPerSecondInAll());
    out = new Pace(network.bytesPerSecondInAll());
  }

  /** Waits as long as a call takes to come. */
  void travel() {
    if (!network.latency().isZero() || !network.jitter().isZero()) {
      pause(network.latency(), network.jitter());
    }
  }

  /** Waits for a time and by chance up to the jitter more, or until the line is closed. */
  void pause(Duration duration, Duration jitter) {
    long nanos = duration.toNanos();
    if (!jitter.isZero()) {
      synchronized (random) {
        nanos += random.nextLong(jitter.toNanos());
      }
    }
    waitUntil(System.nanoTime() + nanos);
  }

  /** Waits until the line is closed. */
  void hold() {
    waitUntil(System.nanoTime() + Long.MAX_VALUE / 2);
  }

  /** Returns a body as it comes through the line. */
  InputStream slowed(InputStream body) {
    if (!isNarrow()) {
      return body;
    }
    Pace own = new Pace(network.bytesPerSecond());
    return new FilterInputStream(body) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, Math.min(length, PIECE));
        if (count > 0) {
          waitUntil(Math.max(own.reserve(count), Line.this.in.reserve(count)));
        }
        return count;
      }
    };
  }

  /** Returns where an answer leaves through the line. */
  OutputStream slowed(OutputStream body) {
    if (!isNarrow()) {
      return body;
    }
    Pace own = new Pace(network.bytesPerSecond());
    return new FilterOutputStream(body) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
          int count = Math.min(PIECE, length - done);
          waitUntil(Math.max(own.reserve(count), Line.this.out.reserve(count)));
          out.write(bytes, offset + done, count);
        }
      }
    };
  }

  private boolean isNarrow() {
    return network.bytesPerSecond() > 0 || network.bytesPerSecondInAll() > 0;
  }

  private void waitUntil(long nanoTime) {
    try {
      closing.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
