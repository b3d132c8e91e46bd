package io.github.ec2unikernel.harness.xen;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened on the way to something; closed with it, the last first, unless kept. */
final class Opened implements Closeable {

  private final Deque<AutoCloseable> all = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T one) {
    all.push(one);
    return one;
  }

  /** Leaves all of them open. */
  void keep() {
    all.clear();
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable each : all) {
      try {
        each.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
