package io.github.ec2unikernel.harness.localec2.vmimport;

import io.github.ec2unikernel.harness.localec2.state.ObjectBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the structures of a format out of an object. */
final class Fields {

  private Fields() {}

  /** Returns bytes of an object; a place that it does not have makes it a bad disk. */
  static ByteBuffer read(ObjectBytes bytes, long offset, int length, ByteOrder order, String bad)
      throws IOException, BadDiskException {
    if (offset < 0 || length < 0 || offset + length > bytes.size()) {
      throw new BadDiskException(bad);
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
    try {
      bytes.read(offset, buffer);
    } catch (EOFException e) {
      throw new BadDiskException(bad);
    }
    return buffer.flip();
  }
}
