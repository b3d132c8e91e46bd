package io.github.ec2unikernel.harness.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The channels to one machine; closing it closes all, the last one first. */
public final class OpenChannels implements Closeable {

  private final Deque<Closeable> open = new ArrayDeque<>();

  /** Takes one that is open now, and returns it. */
  public <T extends Closeable> T add(T opened) {
    open.push(opened);
    return opened;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
