package io.github.ec2unikernel.harness.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.jspecify.annotations.Nullable;

/** A process's streams: what it prints goes to consumers as it comes, and it can be written to. */
final class TwoWayStreams implements ExecuteStreamHandler {

  private static final int BUFFER = 64 << 10;

  /** What a process's children may hold open after its end is not waited for. */
  private static final Duration FOR_OUTPUT = Duration.ofSeconds(5);

  private final Consumer<ByteBuffer> output;
  private final Consumer<ByteBuffer> error;
  private final List<Thread> readers = new ArrayList<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile @Nullable OutputStream input;

  TwoWayStreams(Consumer<ByteBuffer> output, Consumer<ByteBuffer> error) {
    this.output = output;
    this.error = error;
  }

  @Override
  public void setProcessInputStream(OutputStream stream) {
    input = stream;
  }

  @Override
  public void setProcessOutputStream(InputStream stream) {
    readers.add(reader(stream, output));
  }

  @Override
  public void setProcessErrorStream(InputStream stream) {
    readers.add(reader(stream, error));
  }

  @Override
  public void start() {
    readers.forEach(Thread::start);
    started.countDown();
  }

  @Override
  public void stop() {
    try {
      for (Thread reader : readers) {
        reader.join(FOR_OUTPUT.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes bytes to the process, which may have to read some first; not after its end. */
  void send(ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    OutputStream stream = awaitInput();
    synchronized (this) {
      stream.write(copy);
      stream.flush();
    }
  }

  /** Ends what the process reads. */
  void endInput() throws IOException {
    awaitInput().close();
  }

  private OutputStream awaitInput() throws IOException {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the program had started", e);
    }
    OutputStream stream = input;
    if (stream == null) {
      throw new IOException("the program reads nothing");
    }
    return stream;
  }

  private static Thread reader(InputStream stream, Consumer<ByteBuffer> sink) {
    Thread reader = new Thread(() -> read(stream, sink), "ec2-unikernel-reader");
    reader.setDaemon(true);
    return reader;
  }

  private static void read(InputStream stream, Consumer<ByteBuffer> sink) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        sink.accept(ByteBuffer.wrap(Arrays.copyOf(buffer, count)));
      }
    } catch (IOException e) {
      // the process is gone, which its exit code tells better
    }
  }
}
