package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bounded reads of what may be an ELF file: every read is checked against the length first, so that
 * a wrong offset or size in the file ends in a message, never in a large allocation.
 */
final class ElfFile {

  static final String BUILD_HINT =
      "Give the ELF file that the unikernel's build for Xen PV makes, such as MirageOS 3.8's"
          + " `mirage configure -t xen` or `rumprun-bake xen_pv`.";

  private final String name;
  private final ByteSource source;
  private final ByteOrder order;

  /** Creates a reader of little-endian bytes, with the file's name for messages. */
  ElfFile(ByteSource source, String name) {
    this(source, name, ByteOrder.LITTLE_ENDIAN);
  }

  private ElfFile(ByteSource source, String name, ByteOrder order) {
    this.source = source;
    this.name = name;
    this.order = order;
  }

  /** Returns a reader of the same bytes that hands out buffers of this order. */
  ElfFile in(ByteOrder other) {
    return new ElfFile(source, name, other);
  }

  String name() {
    return name;
  }

  long size() {
    return source.size();
  }

  /** Returns the bytes {@code [0, min(length, size))}. */
  ByteBuffer head(int length) {
    return bytes(0, (int) Math.min(length, size()));
  }

  /**
   * Returns {@code length} bytes from {@code offset}, both unsigned as the file has them.
   *
   * @param what the structure, and the field that led there, for the message
   * @throws InputException if they do not all lie in the file
   * @throws UncheckedIOException if the source can't be read
   */
  ByteBuffer read(long offset, int length, String what) {
    requireInside(offset, length, what);
    return bytes(offset, length);
  }

  /** Throws an {@link InputException} unless the bytes all lie in the file. */
  void requireInside(long offset, long length, String what) {
    if (offset < 0 || length < 0 || offset > size() || length > size() - offset) {
      throw new InputException(
          "The kernel %s is a truncated or damaged ELF file: %s, 0x%x bytes at offset 0x%x, ends past the file's 0x%x bytes."
              .formatted(name, what, length, offset, size()),
          "Build it again or copy it again, whole.");
    }
  }

  /** Returns the rejection for a field with a value that no kernel has. */
  InputException reject(String what, long offset, String wrong) {
    return new InputException(
        "The kernel %s is a damaged ELF file: %s at offset 0x%x %s."
            .formatted(name, what, offset, wrong),
        "Build it again or copy it again, whole.");
  }

  /** Returns all bytes, in order. */
  InputStream stream() {
    return new SourceStream(source, 0, source.size());
  }

  /** Returns the unsigned number of 4 bytes, or the 8 bytes, at a place in a buffer. */
  long word(ByteBuffer buffer, int at, int size) {
    return size == 8 ? buffer.getLong(at) : Integer.toUnsignedLong(buffer.getInt(at));
  }

  private ByteBuffer bytes(long offset, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
    try {
      source.read(offset, buffer);
    } catch (IndexOutOfBoundsException e) {
      throw new InputException(
          "The kernel %s ended at offset 0x%x while it was read.".formatted(name, offset),
          "Wait until its build has ended, then run this again.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.flip();
  }
}
