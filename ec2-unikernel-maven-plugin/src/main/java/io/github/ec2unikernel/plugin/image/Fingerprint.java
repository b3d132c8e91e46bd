package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Where the numbers come from that tell a disk from others: its menu, and the names, sizes and
 * bytes of its files. They stand at the front of the disk, before the files are read; so of a file
 * over 16 MiB only evenly spread samples of so many bytes count, or every large module would be
 * read twice.
 */
final class Fingerprint {

  private static final int SAMPLE = 64 << 10;
  private static final int SAMPLES = 256;

  private final ByteBuffer digest;
  private final ByteBuffer furtherDigest;

  private Fingerprint(ByteBuffer digest, ByteBuffer furtherDigest) {
    this.digest = digest;
    this.furtherDigest = furtherDigest;
  }

  static Fingerprint of(DiskPlan plan) {
    MessageDigest digest = sha256();
    update(digest, plan.menuBytes());
    plan.files()
        .forEach(
            (path, content) -> {
              update(digest, path.substring(1).getBytes(StandardCharsets.UTF_8));
              digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, content.size()));
              sample(digest, content);
            });
    byte[] numbers = digest.digest();
    return new Fingerprint(ByteBuffer.wrap(numbers), ByteBuffer.wrap(digest.digest(numbers)));
  }

  UUID uuid() {
    return uuid(0);
  }

  UUID hashSeed() {
    return uuid(16);
  }

  int diskSignature() {
    // 0 stands for a disk without a signature.
    return Math.max(1, furtherDigest.getInt(0) & Integer.MAX_VALUE);
  }

  /** Returns 16 of the bytes as a UUID of version 8, the one for numbers made by one's own rule. */
  private UUID uuid(int at) {
    long high = (digest.getLong(at) & ~0xf000L) | 0x8000L;
    long low = (digest.getLong(at + 8) & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low);
  }

  private static void sample(MessageDigest digest, Content content) {
    long stride = Math.max(SAMPLE, -Math.floorDiv(-content.size(), SAMPLES));
    ByteBuffer buffer = ByteBuffer.allocate(SAMPLE);
    try (ContentReader reader = content.open()) {
      for (long at = 0; at < content.size(); at += stride) {
        int length = (int) Math.min(SAMPLE, content.size() - at);
        reader.fill(buffer.clear().limit(length));
        digest.update(buffer.flip());
        reader.skip(Math.min(stride, content.size() - at) - length);
      }
    }
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
