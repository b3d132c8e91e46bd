package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first and the last bytes of a file that is said to be a disk.
 *
 * @param file the file
 * @param size its length in bytes
 * @param head its first bytes, big-endian, filled up with zeros
 * @param tail its last 512 bytes, big-endian; zeros of a shorter file
 */
record DiskHead(Path file, long size, ByteBuffer head, ByteBuffer tail) {

  static final int TAIL = 512;

  /** Enough for the descriptor that a VMDK has after its first sector. */
  static final int HEAD = 32 << 10;

  /**
   * Reads them.
   *
   * @throws InputException if it is no file there is, or empty
   */
  static DiskHead read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "<disk> is %s, which is %s"
              .formatted(file, Files.exists(file) ? "no regular file" : "no file there is"),
          "Give a disk image; a relative path begins at the project's directory.");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size == 0) {
        throw new InputException(
            "<disk> is %s, which is empty".formatted(file), "Build the disk image again.");
      }
      ByteBuffer head = ByteBuffer.allocate(HEAD);
      fill(channel, 0, head);
      ByteBuffer tail = ByteBuffer.allocate(TAIL);
      if (size >= TAIL) {
        fill(channel, size - TAIL, tail);
      }
      return new DiskHead(file, size, head.rewind(), tail.rewind());
    } catch (IOException e) {
      throw new EnvironmentException(
          "the disk %s can't be read: %s".formatted(file, e.getMessage()),
          "Give this user read permission on it.",
          e);
    }
  }

  private static void fill(FileChannel channel, long offset, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, offset + into.position()) < 0) {
        return;
      }
    }
  }

  /** Returns some of the first bytes as text, a character for each byte. */
  String text(int offset, int length) {
    return StandardCharsets.ISO_8859_1.decode(head.slice(offset, length)).toString();
  }

  /** Tells whether these characters stand at an offset. */
  boolean has(int offset, String magic) {
    return text(offset, magic.length()).equals(magic);
  }

  /** Tells whether the last 512 bytes begin with these characters. */
  boolean endsWith(String magic) {
    return StandardCharsets.ISO_8859_1
        .decode(tail.slice(0, magic.length()))
        .toString()
        .equals(magic);
  }
}
