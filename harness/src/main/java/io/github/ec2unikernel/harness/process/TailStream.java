package io.github.ec2unikernel.harness.process;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes that were written to it. */
final class TailStream extends OutputStream {

  private final byte[] ring;
  private long written;

  TailStream(int size) {
    ring = new byte[size];
  }

  @Override
  public synchronized void write(int b) {
    ring[(int) (written++ % ring.length)] = (byte) b;
  }

  /** Returns what is kept as UTF-8 text. */
  @Override
  public synchronized String toString() {
    int length = (int) Math.min(written, ring.length);
    byte[] kept = new byte[length];
    for (int i = 0; i < length; i++) {
      kept[i] = ring[(int) ((written - length + i) % ring.length)];
    }
    return new String(kept, StandardCharsets.UTF_8);
  }
}
