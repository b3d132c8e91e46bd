package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A section of an ELF file (ELF-64 section header, 64 bytes).
 *
 * @param index its place in the table, from 0
 * @param nameOffset sh_name, an offset in the section of names
 * @param type sh_type
 * @param offset sh_offset, in the file
 * @param size sh_size, in bytes
 */
record SectionHeader(int index, long nameOffset, int type, long offset, long size) {

  static final int SIZE = 64;
  static final int NOTE = 7;
  static final int NO_BITS = 8;

  /**
   * Reads the table, which may be empty.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if it does not lie in the file
   */
  static List<SectionHeader> readAll(ElfFile elf, ElfHeader header) {
    if (header.sectionHeaders() == 0) {
      return List.of();
    }
    elf.requireInside(
        header.sectionHeaders(),
        (long) header.sectionHeaderCount() * SIZE,
        "the section header table (e_shoff at offset 0x28, e_shnum at 0x3c)");
    List<SectionHeader> all = new ArrayList<>();
    for (int i = 0; i < header.sectionHeaderCount(); i++) {
      long at = header.sectionHeaders() + (long) i * SIZE;
      ByteBuffer b = elf.read(at, SIZE, "section header " + i);
      all.add(
          new SectionHeader(
              i, b.getInt(0) & 0xffffffffL, b.getInt(4), b.getLong(24), b.getLong(32)));
    }
    return all;
  }

  /** Returns whether the section has this name; false as well if its name lies nowhere. */
  boolean isNamed(String name, ElfFile elf, SectionHeader names) {
    byte[] wanted = (name + '\0').getBytes(StandardCharsets.US_ASCII);
    if (names.type == NO_BITS || nameOffset > names.size - wanted.length) {
      return false;
    }
    ByteBuffer found =
        elf.read(
            names.offset + nameOffset,
            wanted.length,
            "the name of section header %d".formatted(index));
    return found.equals(ByteBuffer.wrap(wanted));
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
