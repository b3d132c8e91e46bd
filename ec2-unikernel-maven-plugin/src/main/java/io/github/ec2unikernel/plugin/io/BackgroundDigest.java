package io.github.ec2unikernel.plugin.io;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * SHA-256 of a stream, computed on a thread of its own while the caller reads and writes; the
 * buffers go round between the two, so that there are never more than {@link #BUFFERS}.
 */
final class BackgroundDigest implements Closeable {

  static final int BUFFER_SIZE = 1 << 20;
  private static final int BUFFERS = 6;
  private static final byte[] ZEROS = new byte[BUFFER_SIZE];

  /** Bytes to digest, in a buffer that goes back to the free ones or one that does not. */
  private record Work(ByteBuffer bytes, boolean goesBack) {}

  private final MessageDigest digest = sha256();
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Work> filled = new ArrayBlockingQueue<>(BUFFERS);
  private final Thread thread = new Thread(this::run, "disk-sha256");

  BackgroundDigest() {
    for (int i = 0; i < BUFFERS; i++) {
      // Outside the heap, where files are read and written without a further copy.
      free.add(ByteBuffer.allocateDirect(BUFFER_SIZE));
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns an empty buffer, once there is one. */
  ByteBuffer take() {
    return uninterrupted(free::take).clear();
  }

  /** Digests the buffer's bytes up to its limit, then lets {@link #take} return it again. */
  void put(ByteBuffer buffer) {
    enqueue(new Work(buffer, true));
  }

  /** Digests up to {@link #BUFFER_SIZE} zero bytes. */
  void putZeros(int count) {
    enqueue(new Work(ByteBuffer.wrap(ZEROS, 0, count), false));
  }

  /** Returns the digest of all that was put, as 64 lower-case hex digits. */
  String finish() {
    // No bytes are the end mark: no caller puts none otherwise.
    enqueue(new Work(ByteBuffer.allocate(0), false));
    uninterrupted(
        () -> {
          thread.join();
          return thread;
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Ends the thread, whether the stream is complete or not. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void enqueue(Work work) {
    uninterrupted(
        () -> {
          filled.put(work);
          return work;
        });
  }

  private void run() {
    try {
      for (Work w = filled.take(); w.bytes.hasRemaining(); w = filled.take()) {
        digest.update(w.bytes);
        if (w.goesBack) {
          free.put(w.bytes);
        }
      }
    } catch (InterruptedException e) {
      // Closed before the end: nobody wants the digest.
      Thread.currentThread().interrupt();
    }
  }

  private interface Step<T> {
    T run() throws InterruptedException;
  }

  private static <T> T uninterrupted(Step<T> step) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return step.run();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
