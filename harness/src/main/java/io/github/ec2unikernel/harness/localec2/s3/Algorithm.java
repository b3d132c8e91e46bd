package io.github.ec2unikernel.harness.localec2.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksums that S3 knows. */
@SuppressWarnings("ImmutableEnumChecker") // each call of the starter makes another object
enum Algorithm {
  CRC32(CRC32::new, 32, 0xedb88320L),
  CRC32C(CRC32C::new, 32, 0x82f63b78L),
  CRC64NVME(Crc64::new, 64, Crc64.POLYNOMIAL),
  SHA1("SHA-1"),
  SHA256("SHA-256");

  private final Supplier<Running> starter;
  private final int bits;
  private final long polynomial;

  Algorithm(Supplier<Checksum> checksum, int bits, long polynomial) {
    this.starter = () -> new RunningCrc(checksum.get(), bits);
    this.bits = bits;
    this.polynomial = polynomial;
  }

  Algorithm(String digest) {
    this.starter = () -> new RunningDigest(digest(digest));
    this.bits = 0;
    this.polynomial = 0;
  }

  /** A checksum under way. */
  interface Running {

    /** Takes bytes in. */
    void update(byte[] bytes, int offset, int length);

    /** Returns the checksum of what was taken in. */
    byte[] value();
  }

  /** Returns the algorithm of that name. */
  static Optional<Algorithm> find(String name) {
    return Arrays.stream(values()).filter(a -> a.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns the header that holds the checksum in Base64. */
  String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the checksum of a whole can be told from those of its parts. */
  boolean combines() {
    return bits > 0;
  }

  Running start() {
    return starter.get();
  }

  /** Returns the checksum of a text of bytes. */
  String of(byte[] bytes) {
    Running running = start();
    running.update(bytes, 0, bytes.length);
    return Base64.getEncoder().encodeToString(running.value());
  }

  /**
   * Returns the checksum of parts one after the other.
   *
   * @param checksums theirs, in Base64
   * @param sizes their numbers of bytes
   */
  String combine(List<String> checksums, List<Long> sizes) {
    CrcCombiner combiner = new CrcCombiner(polynomial, bits);
    long all = 0;
    for (int i = 0; i < checksums.size(); i++) {
      all = combiner.combine(all, number(checksums.get(i)), sizes.get(i));
    }
    return Base64.getEncoder().encodeToString(bytes(all, bits));
  }

  private long number(String base64) {
    long number = 0;
    for (byte b : Base64.getDecoder().decode(base64)) {
      number = number << 8 | (b & 0xff);
    }
    return number;
  }

  private static byte[] bytes(long value, int bits) {
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    return Arrays.copyOfRange(all, Long.BYTES - bits / 8, Long.BYTES);
  }

  /** Returns a digest that every Java runtime has. */
  static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record RunningCrc(Checksum checksum, int bits) implements Running {

    @Override
    public void update(byte[] bytes, int offset, int length) {
      checksum.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return bytes(checksum.getValue(), bits);
    }
  }

  private record RunningDigest(MessageDigest digest) implements Running {

    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }
  }
}
