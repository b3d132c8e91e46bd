package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.probe.Answer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a machine's threads tell, in the order in which it came, for the one thread that judges it.
 * Who tells something waits while much is left to take; closed, it takes no more, and nobody waits.
 */
final class MachineNews implements MachineListener, AutoCloseable {

  /** A flooding guest waits for us, not we for memory. */
  private static final int WAITING = 256;

  /** How often who waits looks whether it is closed. */
  private static final Duration TICK = Duration.ofMillis(50);

  /** One thing that was told. */
  sealed interface Item {}

  /** Something happened to the guest. */
  record Event(GuestEvent event) implements Item {}

  /** The guest printed something. */
  record Output(ByteBuffer bytes) implements Item {}

  /** Something is to be told to people. */
  record Warning(String what) implements Item {}

  /** The guest answered a probe, or did not. */
  record Answered(Probe probe, Answer answer) implements Item {}

  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(WAITING);
  private volatile boolean closed;

  @Override
  public void event(GuestEvent event) {
    put(new Event(event));
  }

  @Override
  public void console(ByteBuffer bytes) {
    put(new Output(bytes));
  }

  @Override
  public void warning(String what) {
    put(new Warning(what));
  }

  /** The guest answered a probe, or did not; called by the probe's thread. */
  void answered(Probe probe, Answer answer) {
    put(new Answered(probe, answer));
  }

  private void put(Item item) {
    try {
      boolean taken = false;
      while (!taken && !closed) {
        taken = items.offer(item, TICK.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the next item, or null if none comes in time. */
  @Nullable Item take(Duration patience) throws InterruptedException {
    return items.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Tells whether all has been taken. */
  boolean isEmpty() {
    return items.isEmpty();
  }

  @Override
  public void close() {
    closed = true;
  }
}
