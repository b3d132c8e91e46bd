package io.github.ec2unikernel.harness.localec2;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for one server: one for each call that is under way, delayed ones too. */
final class ServerThreads implements Executor, AutoCloseable {

  private static final int MOST = 1024;
  private static final long IDLE_SECONDS = 5;
  private static final long CLOSING_SECONDS = 10;

  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor pool;

  ServerThreads() {
    this(MOST);
  }

  ServerThreads(int most) {
    pool =
        new ThreadPoolExecutor(
            0,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new Waiting(),
            this::thread,
            ServerThreads::queue);
  }

  // With all of them busy a call waits; the server's own thread would keep all others from coming.
  private static void queue(Runnable work, ThreadPoolExecutor pool) {
    if (pool.isShutdown()) {
      throw new RejectedExecutionException("The endpoint is closed");
    }
    pool.getQueue().add(work);
  }

  @Override
  public void execute(Runnable work) {
    pool.execute(work);
  }

  /** Waits for the calls under way, at most {@value #CLOSING_SECONDS} seconds. */
  @Override
  public void close() {
    // No interrupts: they would close the lock file that others in this JVM hold on to.
    pool.shutdown();
    try {
      pool.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "local-ec2-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Offers work only to a thread that is idle, so that the pool makes another one otherwise. */
  private static final class Waiting extends LinkedTransferQueue<Runnable> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean offer(Runnable work) {
      return tryTransfer(work);
    }
  }
}
