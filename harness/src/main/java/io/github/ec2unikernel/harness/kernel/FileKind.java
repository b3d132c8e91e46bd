package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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

  private static final List<Magic> MAGICS =
      List.of(
          other("a script", '#', '!'),
          other("a zip or jar archive", 'P', 'K', 3, 4),
          other("an ar archive or static library", '!', '<', 'a', 'r', 'c', 'h', '>'),
          other("a Mach-O program (macOS)", 0xcf, 0xfa, 0xed, 0xfe),
          other("a qcow2 disk", 'Q', 'F', 'I', 0xfb),
          other("a Windows or UEFI program", 'M', 'Z'));

  /** Returns what a file with these first bytes looks like. */
  static FileKind of(ByteBuffer head) {
    if (head.limit() == 0) {
      return new FileKind("an empty file", ElfFile.BUILD_HINT);
    }
    Optional<Packing> packing = Packing.of(head);
    if (packing.isPresent()) {
      return packed(packing.get());
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

  private static FileKind packed(Packing packing) {
    return packing == Packing.BZIMAGE
        ? new FileKind("a Linux bzImage", "Unpack it first (extract-vmlinux) and give the result.")
        : new FileKind(
            packing.id() + "-compressed data",
            "Decompress it first (" + packing.command() + ") and give the result.");
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
