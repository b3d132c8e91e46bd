package io.github.ec2unikernel.plugin.io;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Makes gzip of contents; the same bytes give the same bytes with the same Java. */
public final class CompressedContent {

  /**
   * More than any unikernel has; the result is held in memory, and more than once while it grows.
   */
  private static final long LARGEST = 128L << 20;

  private static final int PART = 64 << 10;

  private CompressedContent() {}

  /**
   * Returns a content in gzip's form, without the name and the time that gzip could keep.
   *
   * @param what the content's role and name, for messages
   * @throws InputException if it can't be read, or is too large to be held in memory
   */
  public static Content of(Content content, String what) {
    if (content.size() > LARGEST) {
      throw new InputException(
          "The %s has %d bytes; up to %d are compressed.".formatted(what, content.size(), LARGEST),
          "Compress it beforehand: a file that is compressed is taken as it is.");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // The JDK's class writes no name and the time 0.
    try (GZIPOutputStream out = new GZIPOutputStream(bytes);
        ContentReader reader = content.open()) {
      ByteBuffer buffer = ByteBuffer.allocate(PART);
      for (long rest = content.size(); rest > 0; rest -= buffer.limit()) {
        reader.fill(buffer.clear().limit((int) Math.min(PART, rest)));
        out.write(buffer.array(), 0, buffer.limit());
      }
      reader.requireEnd();
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    return Content.of(bytes.toByteArray());
  }
}
