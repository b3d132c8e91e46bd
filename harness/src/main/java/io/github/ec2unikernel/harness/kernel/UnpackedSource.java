package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decompressed bytes, in memory as long as they are few, else in a file that goes with this. */
final class UnpackedSource implements ByteSource, Closeable {

  private static final int FIRST = 1 << 16;
  private static final int IN_MEMORY = 16 << 20;

  private byte[] memory = new byte[FIRST];
  private @Nullable FileChannel file;
  private long size;

  private UnpackedSource() {}

  /**
   * Reads a stream to its end.
   *
   * @throws TooLargeException if it holds more than {@code limit} bytes
   */
  static UnpackedSource of(InputStream in, long limit) throws IOException {
    UnpackedSource result = new UnpackedSource();
    try {
      byte[] buffer = new byte[FIRST];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (result.size + count > limit) {
          throw new TooLargeException(limit);
        }
        result.append(buffer, count);
      }
      return result;
    } catch (IOException | RuntimeException e) {
      result.close();
      throw e;
    }
  }

  private void append(byte[] bytes, int count) {
    if (file != null || size + count > IN_MEMORY) {
      appendToFile(bytes, count);
    } else {
      if (size + count > memory.length) {
        memory = Arrays.copyOf(memory, Math.min(IN_MEMORY, 4 * memory.length));
      }
      System.arraycopy(bytes, 0, memory, (int) size, count);
    }
    size += count;
  }

  private void appendToFile(byte[] bytes, int count) {
    try {
      if (file == null) {
        spill();
      }
      write(Objects.requireNonNull(file), bytes, count);
    } catch (IOException e) {
      throw new EnvironmentException(
          "A kernel can't be unpacked into a temporary file: " + e.getMessage(),
          "Make room in " + System.getProperty("java.io.tmpdir") + ".",
          e);
    }
  }

  private void spill() throws IOException {
    Path path = Files.createTempFile("kernel", ".elf");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    write(file, memory, (int) size);
    memory = new byte[0];
  }

  private static void write(FileChannel file, byte[] bytes, int count) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    if (offset < 0 || into.remaining() > size - offset) {
      throw new IndexOutOfBoundsException("no " + into.remaining() + " bytes at " + offset);
    }
    if (file == null) {
      into.put(memory, (int) offset, into.remaining());
      return;
    }
    for (long at = offset; into.hasRemaining(); ) {
      at += file.read(into, at);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** More came out of a compressed file than any kernel has. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
      super("it unpacks to more than %d MiB".formatted(limit >> 20));
    }
  }
}
