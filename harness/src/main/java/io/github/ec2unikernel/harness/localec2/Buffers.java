package io.github.ec2unikernel.harness.localec2;

import io.github.ec2unikernel.harness.localec2.wire.Body;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The memory for bodies on their way, taken up again for the next: as much as there are bodies at
 * once, however many connections wait.
 */
final class Buffers {

  /** The largest body that is read into memory, in bytes. */
  static final int LARGEST_BODY = 1024 * 1024;

  private static final int USUAL_BODY = 512 * 1024;

  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  /** Works on a body, which is read whole; of one that is too large, one byte more. */
  <T> T reading(InputStream in, Work<T> work) throws IOException {
    // The first byte before the memory: a client may open a connection and send late.
    int first = in.read();
    if (first < 0) {
      return work.on(new Body(new byte[0], 0));
    }
    byte[] taken = free.poll();
    byte[] bytes = taken == null ? new byte[USUAL_BODY] : taken;
    try {
      bytes[0] = (byte) first;
      int length = 1 + in.readNBytes(bytes, 1, bytes.length - 1);
      if (length < bytes.length) {
        return work.on(new Body(bytes, length));
      }
      byte[] more = in.readNBytes(LARGEST_BODY + 1 - length);
      if (more.length == 0) {
        return work.on(new Body(bytes, length));
      }
      byte[] all = Arrays.copyOf(bytes, length + more.length);
      System.arraycopy(more, 0, all, length, more.length);
      return work.on(new Body(all, all.length));
    } finally {
      free.add(bytes);
    }
  }

  /** What is done with a body while its memory is lent. */
  interface Work<T> {
    T on(Body body) throws IOException;
  }
}
