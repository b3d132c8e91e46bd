package io.github.ec2unikernel.harness.localec2.s3;

/**
 * Tells the checksum of a whole from those of its parts, for cyclic checksums with bits reflected
 * and all ones before and after: the first times x to the number of bits of the second, plus the
 * second, all modulo the polynomial.
 */
final class CrcCombiner {

  private final long polynomial;
  private final int bits;

  CrcCombiner(long polynomial, int bits) {
    this.polynomial = polynomial;
    this.bits = bits;
  }

  /** Returns the checksum of {@code first} and then {@code length} bytes of {@code second}. */
  long combine(long first, long second, long length) {
    return multiply(power(length * 8), first) ^ second;
  }

  private long power(long exponent) {
    long result = 1L << (bits - 1);
    long square = 1L << (bits - 2);
    for (long left = exponent; left > 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  private long multiply(long left, long right) {
    long product = 0;
    long shifted = right;
    for (int bit = bits - 1; bit >= 0; bit--) {
      if ((left >>> bit & 1) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ polynomial;
    }
    return product;
  }
}
