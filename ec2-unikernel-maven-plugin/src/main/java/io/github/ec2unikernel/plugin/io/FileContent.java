package io.github.ec2unikernel.plugin.io;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The bytes of a file, which must not change until they are read. */
record FileContent(Path file, String what, long size, FileTime modified) implements Content {

  static FileContent of(Path file, String what) {
    if (!Files.exists(file)) {
      throw new InputException(
          "The %s %s does not exist.".formatted(what, file),
          "Create it before this goal runs, or correct the path.");
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "The %s %s is %s."
              .formatted(
                  what, file, Files.isDirectory(file) ? "a directory" : "not a regular file"),
          "Give a file.");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return new FileContent(file, what, channel.size(), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw unreadable(file, what, e);
    }
  }

  @Override
  public ContentReader open() {
    try {
      return new Reader(FileChannel.open(file));
    } catch (IOException e) {
      throw unreadable(file, what, e);
    }
  }

  private static InputException unreadable(Path file, String what, IOException e) {
    String reason = e instanceof NoSuchFileException ? "it is gone" : e.getMessage();
    return new InputException(
        "The %s %s can't be read: %s.".formatted(what, file, reason),
        "Give this user read permission on it, and keep it until the build has ended.",
        e);
  }

  private InputException changed(long now) {
    return changed("it had %d bytes, now it has %d".formatted(size, now));
  }

  private InputException changed(String how) {
    return new InputException(
        "The %s %s changed while it was read: %s.".formatted(what, file, how),
        "Wait until whatever writes it has ended, then run this again.");
  }

  private final class Reader implements ContentReader {

    private final FileChannel channel;

    Reader(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void fill(ByteBuffer into) {
      try {
        while (into.hasRemaining()) {
          if (channel.read(into) < 0) {
            throw changed(channel.size());
          }
        }
      } catch (IOException e) {
        throw unreadable(file, what, e);
      }
    }

    @Override
    public void skip(long count) {
      try {
        channel.position(channel.position() + count);
      } catch (IOException e) {
        throw unreadable(file, what, e);
      }
    }

    @Override
    public void requireEnd() {
      try {
        if (channel.size() != size) {
          throw changed(channel.size());
        }
        FileTime now = Files.getLastModifiedTime(file);
        if (!now.equals(modified)) {
          throw changed("it was of %s, now it is of %s".formatted(modified, now));
        }
      } catch (IOException e) {
        throw unreadable(file, what, e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw unreadable(file, what, e);
      }
    }
  }
}
