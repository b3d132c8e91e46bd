package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.RefusedSnapshotException;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends those of a plan's blocks that the snapshot does not have yet over several connections. */
final class BlockUploader {

  // A fraction of the time after which a silent connection counts as dead: what all connections
  // send at once shares the line.
  private static final Duration ROUND = Duration.ofSeconds(20);
  private static final int PROBES = 3;
  private static final int FEWEST = 2;

  private final BlockPlan plan;
  private final SnapshotWriter writer;
  private final BlockJournal journal;
  private final PublishListener listener;
  private final List<DataBlock> missing;
  private final AtomicInteger next = new AtomicInteger();
  private int done;

  BlockUploader(
      BlockPlan plan, SnapshotWriter writer, BlockJournal journal, PublishListener listener) {
    this.plan = plan;
    this.writer = writer;
    this.journal = journal;
    this.listener = listener;
    missing = plan.blocks().stream().filter(block -> !journal.has(block)).toList();
    done = plan.blocks().size() - missing.size();
  }

  /**
   * Returns how many blocks were sent, when every block is in the snapshot; throws the first
   * failure once all have stopped.
   *
   * @param connections how many to use at most
   * @throws RefusedSnapshotException if the snapshot takes no blocks any more
   */
  int upload(int connections) {
    try (BlockReader reader = BlockReader.open(plan.disk())) {
      int carried = probe(reader, connections);
      int left = missing.size() - next.get();
      if (left > 0) {
        new Workers("ec2-unikernel-upload", Math.min(carried, left))
            .run(stopped -> sendAll(reader, stopped));
      }
      return missing.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends the first block alone, so that a snapshot that EBS does not know yet is asked for by one
   * and not by all, and returns how many blocks at once the line carries in time.
   */
  private int probe(BlockReader reader, int connections) {
    int carried = FEWEST;
    // The first one may have been throttled; that says nothing of the line.
    for (int i = 0; i < PROBES && carried < connections && next.get() < missing.size(); i++) {
      long start = System.nanoTime();
      send(reader, next.getAndIncrement());
      long nanos = Math.max(1, System.nanoTime() - start);
      carried = (int) Math.max(carried, Math.min(connections, ROUND.toNanos() / nanos));
    }
    return Math.min(carried, connections);
  }

  /**
   * Puts one of the plan's blocks once more, which changes nothing.
   *
   * @throws RefusedSnapshotException if the snapshot takes no blocks any more
   */
  void putAgain() {
    try (BlockReader reader = BlockReader.open(plan.disk())) {
      put(reader, plan.blocks().get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sendAll(BlockReader reader, Workers.Stopped stopped) {
    for (int i = next.getAndIncrement();
        i < missing.size() && !stopped.get();
        i = next.getAndIncrement()) {
      send(reader, i);
    }
  }

  private void send(BlockReader reader, int position) {
    DataBlock block = missing.get(position);
    put(reader, block);
    journal.sent(block);
    synchronized (this) {
      done++;
      listener.blockUploaded(done, plan.blocks().size());
    }
  }

  private void put(BlockReader reader, DataBlock block) {
    try {
      // With the digest it had when the disk was read: AWS refuses any other content.
      writer.put(block.index(), () -> reader.stream(block.index()), block.sha256());
    } catch (RefusedSnapshotException e) {
      if (!reader.digest(block.index()).equals(block.sha256())) {
        throw BlockReader.changed(
            plan.disk(), "changed in block " + block.index() + " while it was sent");
      }
      throw e;
    }
  }
}
