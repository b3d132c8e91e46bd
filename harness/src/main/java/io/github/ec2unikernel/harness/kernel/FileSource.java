package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** The bytes of a kernel's file. */
final class FileSource implements ByteSource, Closeable {

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private FileSource(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a kernel for reading.
   *
   * @throws InputException if it is missing, not a regular file, empty or unreadable
   */
  static FileSource open(Path path) {
    if (Files.isDirectory(path)) {
      throw new InputException("The kernel " + path + " is a directory.", ElfFile.BUILD_HINT);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new InputException(
          "The kernel " + path + " is not a regular file.", ElfFile.BUILD_HINT);
    }
    try {
      FileChannel channel = FileChannel.open(path);
      return new FileSource(path, channel, channel.size()).refusingEmpty();
    } catch (NoSuchFileException e) {
      throw new InputException(
          "The kernel " + path + " does not exist.",
          "Build the unikernel first, or correct the path in <kernel>.",
          e);
    } catch (IOException e) {
      throw unreadable(path.toString(), e);
    }
  }

  /** Returns the message for a file that can't be opened. */
  private static InputException unreadable(String name, IOException e) {
    return new InputException(
        "The kernel " + name + " can't be read: " + e.getMessage() + ".",
        "Give this user read permission on it.",
        e);
  }

  /** Returns the message for a read that failed after the file was opened. */
  InputException unreadable(UncheckedIOException e) {
    return new InputException(
        "The kernel "
            + path
            + " can't be read: "
            + Objects.requireNonNull(e.getCause()).getMessage()
            + ".",
        "See that the disk that holds it is sound, or copy it again.",
        e);
  }

  private FileSource refusingEmpty() throws IOException {
    if (size == 0) {
      channel.close();
      throw new InputException(
          "The kernel " + path + " is empty.", "Build it again: its build left no content.");
    }
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new IndexOutOfBoundsException("no byte at " + at);
      }
      at += count;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(path.toString(), e);
    }
  }
}
