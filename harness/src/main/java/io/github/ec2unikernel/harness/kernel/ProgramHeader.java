package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A segment of an ELF file (a program header: 32 bytes with 32 bits, 56 with 64).
 *
 * @param index its place in the table, from 0
 * @param type p_type
 * @param flags p_flags
 * @param offset p_offset, in the file
 * @param virtualAddress p_vaddr
 * @param physicalAddress p_paddr
 * @param fileSize p_filesz, the bytes in the file
 * @param memorySize p_memsz, the bytes in memory
 */
public record ProgramHeader(
    int index,
    int type,
    int flags,
    long offset,
    long virtualAddress,
    long physicalAddress,
    long fileSize,
    long memorySize) {

  static final int LOAD = 1;
  static final int INTERPRETER = 3;
  static final int NOTE = 4;

  private static final int SIZE_32 = 32;
  private static final int SIZE_64 = 56;
  private static final Map<Integer, String> TYPES =
      Map.of(
          0,
          "NULL",
          LOAD,
          "LOAD",
          2,
          "DYNAMIC",
          INTERPRETER,
          "INTERP",
          NOTE,
          "NOTE",
          6,
          "PHDR",
          7,
          "TLS",
          0x6474e550,
          "GNU_EH_FRAME",
          0x6474e551,
          "GNU_STACK",
          0x6474e552,
          "GNU_RELRO");

  static int size(ElfIdentity identity) {
    return identity.bits() == 64 ? SIZE_64 : SIZE_32;
  }

  /**
   * Reads the table, and checks that it and all its segments lie in the file.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if they do not
   */
  static List<ProgramHeader> readAll(ElfFile elf, ElfIdentity identity, ElfHeader header) {
    int size = size(identity);
    elf.requireInside(
        header.programHeaders(),
        (long) header.programHeaderCount() * size,
        "the program header table (" + ElfHeader.programHeaderFields(identity) + ")");
    List<ProgramHeader> all = new ArrayList<>();
    for (int i = 0; i < header.programHeaderCount(); i++) {
      long at = header.programHeaders() + (long) i * size;
      ByteBuffer bytes = elf.read(at, size, "program header " + i);
      all.add(
          size == SIZE_64
              ? checked(elf, read64(i, bytes), at + 8, at + 32)
              : checked(elf, read32(elf, i, bytes), at + 4, at + 16));
    }
    return all;
  }

  /** Returns the type's name, as readelf writes it. */
  public String typeName() {
    return TYPES.getOrDefault(type, "0x%x".formatted(type));
  }

  /** Returns what may be done with it, as letters: {@code r-x}. */
  public String access() {
    return ((flags & 4) != 0 ? "r" : "-")
        + ((flags & 2) != 0 ? "w" : "-")
        + ((flags & 1) != 0 ? "x" : "-");
  }

  private static ProgramHeader read64(int index, ByteBuffer b) {
    return new ProgramHeader(
        index,
        b.getInt(0),
        b.getInt(4),
        b.getLong(8),
        b.getLong(16),
        b.getLong(24),
        b.getLong(32),
        b.getLong(40));
  }

  private static ProgramHeader read32(ElfFile elf, int index, ByteBuffer b) {
    return new ProgramHeader(
        index,
        b.getInt(0),
        b.getInt(24),
        elf.word(b, 4, 4),
        elf.word(b, 8, 4),
        elf.word(b, 12, 4),
        elf.word(b, 16, 4),
        elf.word(b, 20, 4));
  }

  private static ProgramHeader checked(
      ElfFile elf, ProgramHeader header, long offsetField, long sizeField) {
    elf.requireInside(
        header.offset,
        header.fileSize,
        "the segment of program header %d (p_offset at offset 0x%x, p_filesz at 0x%x)"
            .formatted(header.index, offsetField, sizeField));
    return header;
  }
}
