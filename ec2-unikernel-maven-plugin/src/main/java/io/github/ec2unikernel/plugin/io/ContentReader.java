package io.github.ec2unikernel.plugin.io;

import java.io.Closeable;
import java.nio.ByteBuffer;

/**
 * Reads a {@link Content} once, front to back. Its methods throw {@link
 * io.github.ec2unikernel.harness.model.InputException} if the bytes can't be read, or are not as
 * many as they were when the content was measured.
 */
public interface ContentReader extends Closeable {

  /** Fills a buffer with the next bytes, of which there are enough. */
  void fill(ByteBuffer into);

  /** Passes over bytes. */
  void skip(long count);

  /** Checks, after the last byte, that there is none beyond it. */
  default void requireEnd() {}

  @Override
  default void close() {}
}
