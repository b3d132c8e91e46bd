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

  /**
   * Waits as long as a call takes to come.
   *
   * @throws Interruption when the line is closed before
   */
  void travel() throws Interruption {
    if (!network.latency().isZero() || !network.jitter().isZero()) {
      pause(network.latency(), network.jitter());
    }
  }

  /**
   * Waits for a time and by chance up to the jitter more.
   *
   * @throws Interruption when the line is closed before, so that nothing comes of the call
   */
  void pause(Duration duration, Duration jitter) throws Interruption {
    long nanos = duration.toNanos();
    if (!jitter.isZero()) {
      synchronized (random) {
        nanos += random.nextLong(jitter.toNanos());
      }
    }
    if (!isOpenUntil(System.nanoTime() + nanos)) {
      throw new Interruption(Reply.Ending.RESET);
    }
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
          go(Math.max(own.reserve(count), Line.this.in.reserve(count)));
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
          go(Math.max(own.reserve(count), Line.this.out.reserve(count)));
          out.write(bytes, offset + done, count);
        }
      }
    };
  }

  private boolean isNarrow() {
    return network.bytesPerSecond() > 0 || network.bytesPerSecondInAll() > 0;
  }

  private void go(long nanoTime) throws IOException {
    if (!isOpenUntil(nanoTime)) {
      throw new IOException("The endpoint is closed");
    }
  }

  /** Waits until a time or until the line is closed, and returns whether it still is open. */
  private boolean isOpenUntil(long nanoTime) {
    try {
      return !closing.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
