package io.github.ec2unikernel.plugin.ext2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * What a file system has besides its files.
 *
 * @param uuid its own name
 * @param hashSeed a random number, for directory indexes that a guest may make
 * @param time when it was made, and all in it that has no time of its own
 * @param label a name for people and for mounting by name, at most 16 bytes of UTF-8, or empty
 */
public record Identity(UUID uuid, UUID hashSeed, Instant time, String label) {

  /** The most bytes of a label. */
  public static final int MAX_LABEL = 16;

  /** The last second that an inode of 128 bytes can hold, in January 2038. */
  public static final Instant LATEST = Instant.ofEpochSecond(Integer.MAX_VALUE);

  public Identity {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("the time " + time);
    }
    if (label.getBytes(StandardCharsets.UTF_8).length > MAX_LABEL) {
      throw new IllegalArgumentException("the label " + label);
    }
  }

  /** Creates one without a label. */
  public Identity(UUID uuid, UUID hashSeed, Instant time) {
    this(uuid, hashSeed, time, "");
  }

  /** Returns one whose numbers are made of the first 32 bytes. */
  public static Identity of(ByteBuffer numbers, Instant time, String label) {
    return new Identity(uuid(numbers, 0), uuid(numbers, 16), time, label);
  }

  /** Returns 16 of the bytes as a UUID of version 8, the one for numbers made by one's own rule. */
  private static UUID uuid(ByteBuffer numbers, int at) {
    long high = (numbers.getLong(at) & ~0xf000L) | 0x8000L;
    long low = (numbers.getLong(at + 8) & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low);
  }

  byte[] labelBytes() {
    return label.getBytes(StandardCharsets.UTF_8);
  }

  int seconds() {
    return (int) time.getEpochSecond();
  }
}
