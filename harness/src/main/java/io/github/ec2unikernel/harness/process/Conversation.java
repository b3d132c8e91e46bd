package io.github.ec2unikernel.harness.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that is written to while it goes on printing; closing it ends it. */
public final class Conversation implements AutoCloseable {

  private final RunningProcess process;
  private final TwoWayStreams streams;

  Conversation(RunningProcess process, TwoWayStreams streams) {
    this.process = process;
    this.streams = streams;
  }

  /** Tells whether the process has ended. */
  public boolean hasEnded() {
    return process.hasEnded();
  }

  /** Writes bytes to it; waits for it to read where it has much to read already. */
  public void send(ByteBuffer bytes) throws IOException {
    streams.send(bytes);
  }

  /** Ends what it reads. */
  public void endInput() throws IOException {
    streams.endInput();
  }

  /**
   * Ends what it reads, even while another thread writes to it.
   *
   * @throws IOException if it has not read what was written before within the time
   */
  public void endInput(Duration timeout) throws IOException, InterruptedException {
    FutureTask<Void> end =
        new FutureTask<>(
            () -> {
              streams.endInput();
              return null;
            });
    Thread thread = new Thread(end, "ec2-unikernel-end-of-input");
    thread.setDaemon(true);
    thread.start();
    try {
      end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("what it reads can't be ended", e);
    }
  }

  /**
   * Waits for its end, and ends it when the time is up; the output of the result is empty.
   *
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if it could not be started
   */
  public Exit await(Duration timeout) throws InterruptedException {
    return process.await(timeout);
  }

  @Override
  public void close() {
    process.close();
  }
}
