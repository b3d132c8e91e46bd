package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a file that is not ELF looks like, by its first bytes.
 *
 * @param name what it looks like, with its article
 * @param hint what to do about it
 */
record FileKind(String name, String hint) {

  /** Enough bytes to tell every kind, bzImage's magic number at 0x202 being the farthest. */
  static final int HEAD = 1024;

  private static final int BOOT_SIGNATURE = 510;
  private static final int BZIMAGE_MAGIC = 0x202;

  private static final List<Magic> MAGICS =
      List.of(
          compressed("gzip", "gunzip", 0x1f, 0x8b),
          compressed("bzip2", "bunzip2", 'B', 'Z', 'h'),
          compressed("xz", "unxz", 0xfd, '7', 'z', 'X', 'Z', 0),
          compressed("lzma", "unlzma", 0x5d, 0, 0),
          compressed("lzop", "lzop -d", 0x89, 'L', 'Z', 'O', 0),
          compressed("lz4", "unlz4", 0x04, 0x22, 0x4d, 0x18),
          compressed("zstd", "unzstd", 0x28, 0xb5, 0x2f, 0xfd),
          other("a script", '#', '!'),
          other("a zip or jar archive", 'P', 'K', 3, 4),
          other("an ar archive or static library", '!', '<', 'a', 'r', 'c', 'h', '>'),
          other("a Mach-O program (macOS)", 0xcf, 0xfa, 0xed, 0xfe),
          other("a qcow2 disk", 'Q', 'F', 'I', 0xfb),
          other("a Windows or UEFI program", 'M', 'Z'));

  /** Returns what a file with these first bytes looks like. */
  static FileKind of(ByteBuffer head) {
    // Before the magic numbers: a bzImage with an EFI stub begins with MZ too.
    if (holds(head, BZIMAGE_MAGIC, magic('H', 'd', 'r', 'S'))) {
      return new FileKind(
          "a Linux bzImage", "Give a unikernel; this tool does not boot Linux from a bzImage.");
    }
    for (Magic magic : MAGICS) {
      if (holds(head, 0, magic.bytes())) {
        return magic.kind();
      }
    }
    if (holds(head, BOOT_SIGNATURE, magic(0x55, 0xaa))) {
      return new FileKind("a disk image", "Give the kernel on it, not the disk.");
    }
    return new FileKind(isText(head) ? "a text file" : "data of no kind known", ElfFile.BUILD_HINT);
  }

  private static Magic compressed(String format, String command, int... bytes) {
    return new Magic(
        new FileKind(
            format + "-compressed data",
            "Decompress it first (" + command + ") and give the result."),
        magic(bytes));
  }

  private static Magic other(String name, int... bytes) {
    return new Magic(new FileKind(name, ElfFile.BUILD_HINT), magic(bytes));
  }

  private static ByteBuffer magic(int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    return buffer.flip();
  }

  private static boolean holds(ByteBuffer head, int offset, ByteBuffer magic) {
    return head.limit() >= offset + magic.limit()
        && head.slice(offset, magic.limit()).equals(magic);
  }

  private static boolean isText(ByteBuffer head) {
    return StandardCharsets.ISO_8859_1
        .decode(head.duplicate().rewind())
        .chars()
        .allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t');
  }

  private record Magic(FileKind kind, ByteBuffer bytes) {}
}
