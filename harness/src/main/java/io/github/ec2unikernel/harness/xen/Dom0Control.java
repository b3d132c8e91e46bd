package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.qemu.Channel;
import io.github.ec2unikernel.harness.xen.warm.SavePoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The host's end of dom0's control channel: takes its lines, and gives it its job. */
final class Dom0Control implements Consumer<ByteBuffer> {

  private final GuestJob job;
  private final MachineListener listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CompletableFuture<Boolean> alive = new CompletableFuture<>();
  private volatile @Nullable Channel channel;
  private volatile Consumer<SavePoint> saver = point -> {};

  Dom0Control(GuestJob job, MachineListener listener) {
    this.job = job;
    this.listener = listener;
  }

  /** Takes who saves the machine at its points, before anything comes from it. */
  void saveBy(Consumer<SavePoint> other) {
    saver = other;
  }

  /** Takes the channel that answers are sent on, before anything comes from it. */
  void answerOn(Channel control) {
    channel = control;
  }

  @Override
  public void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '\n') {
        accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }

  private void accept(String said) {
    try {
      if (said.equals("pong")) {
        alive.complete(true);
      } else if (said.equals("late")) {
        saver = point -> {}; // the guest has read its disk, and would go on with another one's
      } else {
        accept(Dom0Line.parse(said));
      }
    } catch (RuntimeException e) {
      // it would end the thread, and the boot would wait for what nobody tells
      listener.event(new GuestEvent.Failed("what it says can't be dealt with: " + e));
    }
  }

  /** Asks a restored machine whether it lives, and returns what ends with its answer. */
  CompletableFuture<Boolean> ping() {
    send("ping\n");
    return alive;
  }

  /** Goes on with a restored machine that lives. */
  void goOn(SavePoint point) {
    listener.event(new GuestEvent.Restored());
    accept(new GuestEvent.Ready(), point == SavePoint.READY);
    if (point == SavePoint.BUILT) {
      accept(new GuestEvent.Created(), true);
    }
  }

  private void accept(GuestEvent event) {
    if (event instanceof GuestEvent.Ready) {
      saver.accept(SavePoint.READY);
    } else if (event instanceof GuestEvent.Created) {
      saver.accept(SavePoint.BUILT);
    }
    accept(event, true);
  }

  private void accept(GuestEvent event, boolean awaitsJob) {
    listener.event(event);
    if (event instanceof GuestEvent.Ready && awaitsJob) {
      send(job.build());
    } else if (event instanceof GuestEvent.Created) {
      send(job.start(Instant.now()));
    }
  }

  /** Asks what the guest does; nobody answers before it runs. */
  void askState() {
    send("ask\n");
  }

  private void send(String text) {
    Channel control = channel;
    try {
      if (control == null) {
        throw new IOException("its channel is not known yet");
      }
      control.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      listener.event(new GuestEvent.Failed("does not take its job: " + e.getMessage()));
    }
  }
}
