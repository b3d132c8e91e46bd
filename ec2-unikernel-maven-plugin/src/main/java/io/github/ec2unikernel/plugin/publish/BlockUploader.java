package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a plan's blocks over several connections, with one buffer each. */
final class BlockUploader {

  // A blocked socket does not notice an interrupt; what it still sends does no harm.
  private static final int PATIENCE_SECONDS = 20;

  private final BlockPlan plan;
  private final SnapshotWriter writer;
  private final PublishListener listener;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private int done;

  BlockUploader(BlockPlan plan, SnapshotWriter writer, PublishListener listener) {
    this.plan = plan;
    this.writer = writer;
    this.listener = listener;
  }

  /**
   * Returns when every block is in the snapshot; throws the first failure once all have stopped.
   */
  void upload(int connections) {
    int threads = Math.min(connections, plan.blocks().size());
    try (BlockReader reader = BlockReader.open(plan.disk())) {
      // Alone, so that a snapshot that EBS does not know yet is asked for by one, not by all.
      send(reader, next.getAndIncrement(), new byte[SnapshotWriter.BLOCK_SIZE]);
      inParallel(threads, () -> sendAll(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void inParallel(int threads, Runnable work) {
    ExecutorService pool = Executors.newFixedThreadPool(threads, BlockUploader::thread);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(work));
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
      throw new EnvironmentException("Interrupted while sending blocks.", "Run the goal again.", e);
    } finally {
      stop(pool);
    }
  }

  private void sendAll(BlockReader reader) {
    byte[] buffer = new byte[SnapshotWriter.BLOCK_SIZE];
    try {
      for (int i = next.getAndIncrement();
          i < plan.blocks().size() && !stopped.get();
          i = next.getAndIncrement()) {
        send(reader, i, buffer);
      }
    } catch (RuntimeException | Error e) {
      stopped.set(true);
      throw e;
    }
  }

  private void send(BlockReader reader, int position, byte[] buffer) {
    DataBlock block = plan.blocks().get(position);
    reader.read(block.index(), buffer);
    String digest = Base64.getEncoder().encodeToString(Sha256.start().digest(buffer));
    if (!digest.equals(block.sha256())) {
      throw BlockReader.changed(
          plan.disk(), "changed in block " + block.index() + " while it was sent");
    }
    writer.put(block.index(), buffer, digest);
    synchronized (this) {
      done++;
      listener.blockUploaded(done, plan.blocks().size());
    }
  }

  private void stop(ExecutorService pool) {
    stopped.set(true);
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

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ec2-unikernel-upload");
    thread.setDaemon(true);
    return thread;
  }
}
