package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.machine.MachineListener;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Hands a console on, and counts it. */
final class ConsoleSink implements Consumer<ByteBuffer> {

  private final MachineListener listener;
  private long bytes;

  ConsoleSink(MachineListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void accept(ByteBuffer output) {
    bytes += output.remaining();
    listener.console(output);
  }

  /** Returns how many bytes came, once those that are being handed on are taken. */
  synchronized long count() {
    return bytes;
  }
}
