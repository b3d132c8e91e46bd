package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.SnapshotWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads a disk in blocks of 512 KiB; threads may share one, each with its own buffer. */
final class BlockReader implements AutoCloseable {

  private final DiskSource disk;
  private final FileChannel channel;

  private BlockReader(DiskSource disk, FileChannel channel) {
    this.disk = disk;
    this.channel = channel;
  }

  /**
   * Opens the disk.
   *
   * @throws InputException if it is gone, or not as long as when it was built
   */
  static BlockReader open(DiskSource disk) {
    try {
      BlockReader reader =
          new BlockReader(disk, FileChannel.open(disk.file(), StandardOpenOption.READ));
      if (reader.channel.size() != disk.size()) {
        long found = reader.channel.size();
        reader.close();
        throw changed(disk, "has " + found + " bytes, not the " + disk.size() + " it had");
      }
      return reader;
    } catch (NoSuchFileException e) {
      throw changed(disk, "is gone");
    } catch (IOException e) {
      throw unreadable(disk, e);
    }
  }

  /** Returns how many blocks the disk has, the last one perhaps in part. */
  int blocks() {
    return Math.toIntExact(
        (disk.size() + SnapshotWriter.BLOCK_SIZE - 1) / SnapshotWriter.BLOCK_SIZE);
  }

  /**
   * Fills the buffer with a block, zeros after the disk's end, and returns how many of its bytes
   * are the disk's.
   */
  int read(int index, byte[] buffer) {
    long start = (long) index * SnapshotWriter.BLOCK_SIZE;
    read(start, buffer, buffer.length);
    return (int) Math.max(0, Math.min(buffer.length, disk.size() - start));
  }

  /** Returns the SHA-256 of a block as it is now, in base64. */
  String digest(int index) {
    byte[] buffer = new byte[SnapshotWriter.BLOCK_SIZE];
    read(index, buffer);
    return DataBlock.digest(buffer);
  }

  /** Returns a block, zeros after the disk's end, that is read as it is asked for. */
  InputStream stream(int index) {
    return new BlockStream(this, (long) index * SnapshotWriter.BLOCK_SIZE);
  }

  /** Fills the first bytes of the buffer with what the disk has from a place on, zeros at last. */
  void read(long start, byte[] buffer, int length) {
    int there = (int) Math.max(0, Math.min(length, disk.size() - start));
    fill(start, buffer, there);
    Arrays.fill(buffer, there, length, (byte) 0);
  }

  private void fill(long start, byte[] buffer, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, start + bytes.position()) < 0) {
          throw changed(disk, "ends before byte " + (start + length));
        }
      }
    } catch (IOException e) {
      throw unreadable(disk, e);
    }
  }

  /** Returns the exception of a disk that isn't what was built. */
  static InputException changed(DiskSource disk, String how) {
    return new InputException(
        "%s %s; it was changed while this build ran.".formatted(called(disk), how),
        // Not all volumes are of the goal 'image', so nothing is said of building it again.
        "Run the goals 'image' and 'boot' again, and let nothing else write to the file.");
  }

  private static String called(DiskSource disk) {
    return disk.isRoot()
        ? "The disk image " + disk.file()
        : "The volume '%s', %s,".formatted(disk.name(), disk.file());
  }

  private static EnvironmentException unreadable(DiskSource disk, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new EnvironmentException(
          "Interrupted while reading " + disk.file() + ".", "Run the goal again.", e);
    }
    return new EnvironmentException(
        "%s can't be read: %s".formatted(called(disk), e),
        "Check the disk and the file's permissions.",
        e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
