package io.github.ec2unikernel.plugin.io;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Bytes of a size known beforehand, which can be read more than once. */
public interface Content {

  /** Returns how many bytes there are. */
  long size();

  /**
   * Opens them for reading from the first.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if that is not possible
   */
  ContentReader open();

  /** Returns bytes in memory, which nobody changes from now on. */
  static Content of(byte[] bytes) {
    return new ByteContent(bytes);
  }

  /**
   * Returns the bytes that a file has now.
   *
   * @param what the file's role, for messages, such as {@code module}
   * @throws io.github.ec2unikernel.harness.model.InputException if it is missing, not a regular
   *     file, or unreadable
   */
  static Content of(Path file, String what) {
    return FileContent.of(file, what);
  }

  /**
   * Returns the bytes of a file that was found with this size and time of its last change.
   *
   * @param what the file's role, for messages
   */
  static Content of(Path file, String what, long size, FileTime modified) {
    return new FileContent(file, what, size, modified);
  }
}
