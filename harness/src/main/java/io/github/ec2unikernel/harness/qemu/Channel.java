package io.github.ec2unikernel.harness.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One end of a port of a machine: a Unix socket that QEMU connects to when it starts. */
public final class Channel implements Closeable {

  private static final int BUFFER = 64 << 10;

  /** A thread whose channel is closed has nothing to wait for but what it has handed on. */
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final ServerSocketChannel server;
  private final CountDownLatch connected = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread reader;
  private volatile @Nullable SocketChannel peer;

  /** Listens at {@code path}; what comes is handed to {@code sink} by a thread of this channel. */
  public Channel(Path path, Consumer<ByteBuffer> sink) throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path), 1);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    reader = new Thread(() -> read(sink), "ec2-unikernel-" + path.getFileName());
    reader.setDaemon(true);
    reader.start();
  }

  /** Sends bytes to the other end, which has to be connected. */
  public void send(ByteBuffer bytes) throws IOException {
    SocketChannel connected = peer;
    if (connected == null) {
      throw new ClosedChannelException();
    }
    while (bytes.hasRemaining()) {
      connected.write(bytes);
    }
  }

  /** Tells whether QEMU has connected, even if it is gone by now. */
  public boolean isConnected() {
    return peer != null;
  }

  /** Waits until the other end is there, or for {@code timeout}, and tells whether it is. */
  public boolean awaitPeer(Duration timeout) throws InterruptedException {
    return connected.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until the other end is gone and all that it sent has been handed on. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Closes it; afterwards nothing is handed on any more, unless it hangs there. */
  @Override
  public void close() throws IOException {
    server.close();
    SocketChannel connected = peer;
    if (connected != null) {
      connected.close();
    }
    awaitEnd(reader);
  }

  /** Waits a while for the end of a thread, which may be the one that waits. */
  static void awaitEnd(Thread thread) {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(TO_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Consumer<ByteBuffer> sink) {
    try (SocketChannel accepted = server.accept()) {
      peer = accepted;
      if (!server.isOpen()) {
        return; // it was closed meanwhile, and did not see this end
      }
      connected.countDown();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (accepted.read(buffer) >= 0) {
        sink.accept(ByteBuffer.wrap(Arrays.copyOf(buffer.array(), buffer.position())));
        buffer.clear();
      }
    } catch (IOException e) {
      // the machine is gone, which its process tells better
    } finally {
      ended.countDown();
    }
  }
}
