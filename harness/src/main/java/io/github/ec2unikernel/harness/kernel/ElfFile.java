package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Bounded reads of a kernel file: every read is checked against the file's length first, so that a
 * wrong offset or size in the file ends in a message, never in a large allocation.
 */
final class ElfFile implements Closeable {

  static final String BUILD_HINT =
      "Give the ELF file that the unikernel's build for Xen PV makes, such as MirageOS 3.8's"
          + " `mirage configure -t xen` or `rumprun-bake xen_pv`.";

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private ElfFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a kernel for reading.
   *
   * @throws InputException if it is missing, not a regular file, empty or unreadable
   */
  static ElfFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new InputException("The kernel " + path + " is a directory.", BUILD_HINT);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new InputException("The kernel " + path + " is not a regular file.", BUILD_HINT);
    }
    try {
      FileChannel channel = FileChannel.open(path);
      return new ElfFile(path, channel, channel.size()).refusingEmpty();
    } catch (NoSuchFileException e) {
      throw new InputException(
          "The kernel " + path + " does not exist.",
          "Build the unikernel first, or correct the path in <kernel>.",
          e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private ElfFile refusingEmpty() throws IOException {
    if (size == 0) {
      channel.close();
      throw new InputException(
          "The kernel " + path + " is empty.", "Build it again: its build left no content.");
    }
    return this;
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Returns the little-endian bytes {@code [0, min(length, size))}. */
  ByteBuffer head(int length) {
    return bytes(0, (int) Math.min(length, size));
  }

  /**
   * Returns {@code length} little-endian bytes from {@code offset}, both unsigned as the file has
   * them.
   *
   * @param what the structure, and the field that led there, for the message
   * @throws InputException if they do not all lie in the file
   */
  ByteBuffer read(long offset, int length, String what) {
    requireInside(offset, length, what);
    return bytes(offset, length);
  }

  /** Throws an {@link InputException} unless the bytes all lie in the file. */
  void requireInside(long offset, long length, String what) {
    if (offset < 0 || length < 0 || offset > size || length > size - offset) {
      throw new InputException(
          "The kernel %s is a truncated or damaged ELF file: %s, 0x%x bytes at offset 0x%x, ends past the file's 0x%x bytes."
              .formatted(path, what, length, offset, size),
          "Build it again or copy it again, whole.");
    }
  }

  /** Returns the rejection for a field with a value that no Xen PV kernel has. */
  InputException reject(String what, long offset, String wrong) {
    return new InputException(
        "The kernel %s is a damaged ELF file: %s at offset 0x%x %s."
            .formatted(path, what, offset, wrong),
        "Build it again or copy it again, whole.");
  }

  private ByteBuffer bytes(long offset, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new InputException(
              "The kernel " + path + " got shorter while it was read.",
              "Wait until its build has ended, then run this again.");
        }
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    return buffer.flip();
  }

  private static InputException unreadable(Path path, IOException e) {
    return new InputException(
        "The kernel " + path + " can't be read: " + e.getMessage() + ".",
        "Give this user read permission on it.",
        e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
