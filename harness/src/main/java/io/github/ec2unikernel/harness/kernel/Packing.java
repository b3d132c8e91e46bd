package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What a kernel can be wrapped in, told by its first bytes. */
public enum Packing {
  /** RFC 1952. */
  GZIP("gzip", "gunzip", 0x1f, 0x8b),
  /** With its own block sizes from {@code BZh1} to {@code BZh9}. */
  BZIP2("bzip2", "bunzip2", 'B', 'Z', 'h'),
  /** The container of LZMA2. */
  XZ("xz", "unxz", 0xfd, '7', 'z', 'X', 'Z', 0),
  /** The format of the program lzop, around LZO1X. */
  LZOP("lzop", "lzop -d", 0x89, 'L', 'Z', 'O', 0),
  /** A frame of LZ4. */
  LZ4("lz4", "unlz4", 0x04, 0x22, 0x4d, 0x18),
  /** LZ4's first format, without frames, in which Linux packs itself. */
  LZ4_LEGACY("lz4 (legacy)", "unlz4", 0x02, 0x21, 0x4c, 0x18),
  /** RFC 8878. */
  ZSTD("zstd", "unzstd", 0x28, 0xb5, 0x2f, 0xfd),
  /** The format of the program lzma, before xz; it has no magic number but common parameters. */
  LZMA("lzma", "unlzma", 0x5d, 0, 0),
  /** Linux's boot image for x86, around a payload that is packed once more. */
  BZIMAGE("bzImage", "extract-vmlinux");

  private static final int BZIMAGE_MAGIC = 0x202;
  private static final int HDRS = 0x53726448;

  private final String id;
  private final String command;
  private final String magic;

  Packing(String id, String command, int... magic) {
    this.id = id;
    this.command = command;
    // As characters, for an enum has to be immutable and an array is not.
    this.magic = new String(magic, 0, magic.length);
  }

  /** Returns the format's name as people write it. */
  public String id() {
    return id;
  }

  /** Returns the program that unwraps it. */
  String command() {
    return command;
  }

  /** Returns what little-endian bytes begin with, if it is one of these. */
  static Optional<Packing> of(ByteBuffer head) {
    // First: a bzImage with an EFI stub begins as a Windows program does.
    if (head.limit() >= BZIMAGE_MAGIC + 4 && head.getInt(BZIMAGE_MAGIC) == HDRS) {
      return Optional.of(BZIMAGE);
    }
    for (Packing each : values()) {
      if (!each.magic.isEmpty() && each.begins(head)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private boolean begins(ByteBuffer head) {
    for (int i = 0; i < magic.length(); i++) {
      if (i >= head.limit() || (head.get(i) & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
