package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does the same work on several threads; the first that fails stops the others. */
final class Workers {

  // A blocked socket does not notice an interrupt; what it still sends does no harm.
  private static final int PATIENCE_SECONDS = 20;

  private final String name;
  private final int count;

  /**
   * Creates some.
   *
   * @param name their threads' name
   * @param count how many there are
   */
  Workers(String name, int count) {
    this.name = name;
    this.count = count;
  }

  /** What the workers share the taking of, until {@link Stopped#get} says that one has failed. */
  interface Task {
    void run(Stopped stopped);
  }

  /** Whether a worker has failed, or the caller was interrupted. */
  interface Stopped {
    boolean get();
  }

  /** Returns when all are done; throws the first failure once all have stopped. */
  void run(Task task) {
    AtomicBoolean stopped = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(count, this::thread);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        workers.add(pool.submit(() -> run(task, stopped)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException(
          "Interrupted while blocks were on their way.", "Run the goal again.", e);
    } finally {
      stopped.set(true);
      end(pool);
    }
  }

  private static void run(Task task, AtomicBoolean stopped) {
    try {
      task.run(stopped::get);
    } catch (RuntimeException | Error e) {
      stopped.set(true);
      throw e;
    }
  }

  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
