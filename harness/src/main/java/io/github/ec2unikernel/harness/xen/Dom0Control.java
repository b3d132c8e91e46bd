package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.GuestEvent;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.qemu.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The host's end of dom0's control channel: takes its lines, and gives it its job. */
final class Dom0Control implements Consumer<ByteBuffer> {

  private final GuestJob job;
  private final MachineListener listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile @Nullable Channel channel;

  Dom0Control(GuestJob job, MachineListener listener) {
    this.job = job;
    this.listener = listener;
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
        accept(Dom0Line.parse(line.toString(StandardCharsets.UTF_8)));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }

  private void accept(GuestEvent event) {
    listener.event(event);
    if (event instanceof GuestEvent.Ready) {
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
