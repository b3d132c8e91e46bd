package io.github.ec2unikernel.plugin.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The 512 bytes that end a VHD (Microsoft's "Virtual Hard Disk Image Format Specification", 1.0).
 *
 * @param type {@link #FIXED} or {@link #DYNAMIC}
 * @param size the disk's length in bytes
 * @param id what tells this disk from others
 * @param timestamp when it was made
 */
record VhdFooter(int type, long size, UUID id, Instant timestamp) {

  static final int LENGTH = 512;
  static final int FIXED = 2;
  static final int DYNAMIC = 3;

  /** What a size is at most, in bytes: 2040 GiB, the specification's limit. */
  static final long LARGEST = 2040L << 30;

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int NO_TEMPORARY_DISK = 2;
  private static final int VERSION_1_0 = 0x0001_0000;
  private static final int WINDOWS = 0x5769_326b;
  private static final int CHECKSUM_AT = 64;

  /**
   * The largest geometry: it says that the size field counts. A true one is a little less than the
   * size, and who goes by it loses the disk's end.
   */
  private static final int GEOMETRY = 65535 << 16 | 16 << 8 | 255;

  ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.put("conectix".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(NO_TEMPORARY_DISK).putInt(VERSION_1_0);
    bytes.putLong(type == FIXED ? -1 : LENGTH);
    bytes.putInt(seconds(timestamp));
    bytes.put("ec2u".getBytes(StandardCharsets.US_ASCII)).putInt(VERSION_1_0).putInt(WINDOWS);
    bytes.putLong(size).putLong(size).putInt(GEOMETRY).putInt(type);
    bytes.position(CHECKSUM_AT + Integer.BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    bytes.putInt(CHECKSUM_AT, checksum(bytes));
    return bytes.clear();
  }

  /** Returns the complement of the sum of all bytes, which are zero where it belongs. */
  static int checksum(ByteBuffer bytes) {
    int sum = 0;
    for (int at = 0; at < bytes.capacity(); at++) {
      sum += Byte.toUnsignedInt(bytes.get(at));
    }
    return ~sum;
  }

  /** Counts from 2000; what was made before was made then. */
  private static int seconds(Instant time) {
    return (int) Math.max(0, Duration.between(EPOCH, time).toSeconds());
  }
}
