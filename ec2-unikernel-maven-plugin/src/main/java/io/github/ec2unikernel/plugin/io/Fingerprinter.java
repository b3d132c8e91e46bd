package io.github.ec2unikernel.plugin.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Makes the numbers that tell one disk from others out of what it is to hold. They stand at its
 * front, before the files are read; so of a file over 16 MiB only evenly spread samples of so many
 * bytes count, or every large module would be read twice.
 */
public final class Fingerprinter {

  /** Where in the numbers those begin that no file system takes. */
  public static final int FURTHER = 32;

  private static final int SAMPLE = 64 << 10;
  private static final int SAMPLES = 256;

  private final MessageDigest digest = sha256();
  private final ByteBuffer sample = ByteBuffer.allocateDirect(SAMPLE);

  /** Takes bytes in. */
  public void add(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  /** Takes a file's name, size and bytes in. */
  public void add(String name, Content content) {
    add(name.getBytes(StandardCharsets.UTF_8), content);
  }

  /** Takes a file's name, size and bytes in. */
  public void add(byte[] name, Content content) {
    add(name);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, content.size()));
    sample(content);
  }

  /** Returns 64 bytes that follow from all that was taken in; call it once. */
  public ByteBuffer finish() {
    byte[] numbers = digest.digest();
    byte[] further = digest.digest(numbers);
    return ByteBuffer.allocate(2 * FURTHER).put(numbers).put(further).flip();
  }

  private void sample(Content content) {
    long stride = Math.max(SAMPLE, -Math.floorDiv(-content.size(), SAMPLES));
    try (ContentReader reader = content.open()) {
      for (long at = 0; at < content.size(); at += stride) {
        int length = (int) Math.min(SAMPLE, content.size() - at);
        reader.fill(sample.clear().limit(length));
        digest.update(sample.flip());
        reader.skip(Math.min(stride, content.size() - at) - length);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
