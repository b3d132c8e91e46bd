package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is closed has no thread left that goes on with what came. */
class ChannelTest {

  @TempDir Path directory;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicBoolean doneWhenClosed = new AtomicBoolean();
  private Thread closer = new Thread();

  /** Is done no sooner than the thread that closes waits, or has not waited. */
  private void outlastTheCall() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    while (closer.isAlive() && closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    done.set(true);
  }

  private void close(Closeable closeable) throws InterruptedException {
    closer =
        new Thread(
            () -> {
              try {
                closeable.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              doneWhenClosed.set(done.get());
            });
    closer.start();
    closing.countDown();
    closer.join();
  }

  @Test
  void aChannelIsClosedWhenWhatCameIsHandedOn() throws Exception {
    Path path = directory.resolve("channel");
    CountDownLatch came = new CountDownLatch(1);
    Channel channel =
        new Channel(
            path,
            bytes -> {
              came.countDown();
              outlastTheCall();
            });
    try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      peer.write(ByteBuffer.wrap(new byte[1]));
      came.await();
      close(channel);
    }
    assertThat(doneWhenClosed).isTrue();
  }

  @Test
  void qemusControlChannelIsClosedWhenWhoWaitsKnowsIt() throws Exception {
    Qmp qmp = new Qmp(directory.resolve("qmp"), event -> {});
    CompletableFuture<?> told =
        qmp.ready().whenComplete((answer, failure) -> outlastTheCall()).toCompletableFuture();
    close(qmp);
    assertThat(doneWhenClosed).isTrue();
    assertThat(told).isDone();
  }
}
