package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages copies of a file: flipped bits, edge values, overlapping parts, a missing end. */
final class Damage {

  /** Where headers and notes are, and a hit counts. */
  private static final int HEAD = 512;

  private static final long[] EDGES = {
    0, 1, -1, 0x7fff, 0xffff, 0x7fff_ffffL, 0xffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40
  };

  private final SplittableRandom random;

  Damage(SplittableRandom random) {
    this.random = random;
  }

  byte[] of(byte[] original) {
    byte[] file = original.clone();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      long edge = EDGES[random.nextInt(EDGES.length)] + random.nextInt(-2, 3);
      int at = place(file.length - 8);
      switch (random.nextInt(7)) {
        case 0 -> file[at] = (byte) random.nextInt();
        case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes.putShort(at, (short) edge);
        case 3 -> bytes.putInt(at & ~3, (int) edge);
        case 4 -> bytes.putLong(at & ~7, edge);
        // An offset or size within the file, so that parts come to overlap.
        case 5 -> bytes.putLong(at & ~7, random.nextInt(file.length));
        // One structure over another.
        default ->
            System.arraycopy(file, place(file.length - 64), file, place(file.length - 64), 64);
      }
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
  }

  private int place(int end) {
    int limit = Math.max(1, end);
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(limit);
      case 1 -> random.nextInt(Math.min(HEAD, limit));
      default -> Math.max(0, limit - 1 - random.nextInt(Math.min(HEAD, limit)));
    };
  }
}
