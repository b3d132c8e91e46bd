package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A section of an ELF file (a section header: 40 bytes with 32 bits, 64 with 64).
 *
 * @param index its place in the table, from 0
 * @param nameOffset sh_name, an offset in the section of names
 * @param type sh_type
 * @param offset sh_offset, in the file
 * @param size sh_size, in bytes
 */
record SectionHeader(int index, long nameOffset, int type, long offset, long size) {

  static final int NOTE = 7;
  static final int NO_BITS = 8;

  /** Longer than all that are looked for. */
  private static final int LONGEST_NAME = 64;

  private static final int SIZE_32 = 40;
  private static final int SIZE_64 = 64;

  static int size(ElfIdentity identity) {
    return identity.bits() == 64 ? SIZE_64 : SIZE_32;
  }

  /**
   * Reads the table, which may be empty.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it does not lie in the file
   */
  static List<SectionHeader> readAll(ElfFile elf, ElfIdentity identity, ElfHeader header) {
    if (header.sectionHeaders() == 0) {
      return List.of();
    }
    int size = size(identity);
    int word = size == SIZE_64 ? 8 : 4;
    elf.requireInside(
        header.sectionHeaders(),
        (long) header.sectionHeaderCount() * size,
        "the section header table (" + ElfHeader.sectionHeaderFields(identity) + ")");
    List<SectionHeader> all = new ArrayList<>();
    for (int i = 0; i < header.sectionHeaderCount(); i++) {
      long at = header.sectionHeaders() + (long) i * size;
      ByteBuffer b = elf.read(at, size, "section header " + i);
      all.add(
          new SectionHeader(
              i,
              elf.word(b, 0, 4),
              b.getInt(4),
              elf.word(b, 8 + 2 * word, word),
              elf.word(b, 8 + 3 * word, word)));
    }
    return all;
  }

  /** Returns the section's name; empty if it lies nowhere, cut where no section's name goes on. */
  String name(ElfFile elf, SectionHeader names) {
    if (names.type == NO_BITS
        || nameOffset >= names.size
        || names.offset < 0
        || names.offset + nameOffset < 0
        || names.offset + nameOffset >= elf.size()) {
      return "";
    }
    long at = names.offset + nameOffset;
    int length = (int) Math.min(Math.min(LONGEST_NAME, names.size - nameOffset), elf.size() - at);
    String text =
        StandardCharsets.ISO_8859_1
            .decode(elf.read(at, length, "the name of section header " + index))
            .toString();
    int end = text.indexOf('\0');
    return end < 0 ? "" : text.substring(0, end);
  }

  /** Reads its bytes, of which there may be at most {@code limit}. */
  ByteBuffer read(ElfFile elf, int limit, String what) {
    elf.requireInside(offset, size, "%s of section header %d".formatted(what, index));
    if (size > limit) {
      throw elf.reject(
          what + " of section header " + index,
          offset,
          "is of 0x%x bytes, more than 0x%x".formatted(size, limit));
    }
    return elf.read(offset, (int) size, what);
  }
}
