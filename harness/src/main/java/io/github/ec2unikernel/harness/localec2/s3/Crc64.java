package io.github.ec2unikernel.harness.localec2.s3;

import java.util.zip.Checksum;

/** CRC-64/NVME, bits reflected, all ones before and after; eight bytes at a time. */
final class Crc64 implements Checksum {

  static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
  private static final int LANES = 8;
  private static final long[][] TABLES = tables();

  private long crc = -1;

  @Override
  public void update(int b) {
    crc = TABLES[0][(int) ((crc ^ b) & 0xff)] ^ crc >>> 8;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int i = offset;
    int end = offset + length;
    for (; i + LANES <= end; i += LANES) {
      long next = crc;
      for (int lane = 0; lane < LANES; lane++) {
        next ^= (bytes[i + lane] & 0xffL) << (8 * lane);
      }
      long sum = 0;
      for (int lane = 0; lane < LANES; lane++) {
        sum ^= TABLES[LANES - 1 - lane][(int) (next >>> (8 * lane) & 0xff)];
      }
      crc = sum;
    }
    for (; i < end; i++) {
      update(bytes[i]);
    }
  }

  @Override
  public long getValue() {
    return ~crc;
  }

  @Override
  public void reset() {
    crc = -1;
  }

  private static long[][] tables() {
    long[][] tables = new long[LANES][256];
    for (int b = 0; b < 256; b++) {
      long value = b;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
      }
      tables[0][b] = value;
    }
    for (int lane = 1; lane < LANES; lane++) {
      for (int b = 0; b < 256; b++) {
        long before = tables[lane - 1][b];
        tables[lane][b] = tables[0][(int) (before & 0xff)] ^ before >>> 8;
      }
    }
    return tables;
  }
}
