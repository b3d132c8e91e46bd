package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment of an ELF file (ELF-64 program header, 56 bytes).
 *
 * @param index its place in the table, from 0
 * @param type p_type
 * @param offset p_offset, in the file
 * @param virtualAddress p_vaddr
 * @param physicalAddress p_paddr
 * @param fileSize p_filesz, the bytes in the file
 */
record ProgramHeader(
    int index, int type, long offset, long virtualAddress, long physicalAddress, long fileSize) {

  static final int SIZE = 56;
  static final int LOAD = 1;
  static final int INTERPRETER = 3;
  static final int NOTE = 4;

  /**
   * Reads the table, and checks that it and all its segments lie in the file.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if they do not
   */
  static List<ProgramHeader> readAll(ElfFile elf, ElfHeader header) {
    elf.requireInside(
        header.programHeaders(),
        (long) header.programHeaderCount() * SIZE,
        "the program header table (e_phoff at offset 0x20, e_phnum at 0x38)");
    List<ProgramHeader> all = new ArrayList<>();
    for (int i = 0; i < header.programHeaderCount(); i++) {
      all.add(read(elf, i, header.programHeaders() + (long) i * SIZE));
    }
    return all;
  }

  private static ProgramHeader read(ElfFile elf, int index, long at) {
    ByteBuffer b = elf.read(at, SIZE, "program header " + index);
    ProgramHeader result =
        new ProgramHeader(
            index, b.getInt(0), b.getLong(8), b.getLong(16), b.getLong(24), b.getLong(32));
    elf.requireInside(
        result.offset,
        result.fileSize,
        "the segment of program header %d (p_offset at offset 0x%x, p_filesz at 0x%x)"
            .formatted(index, at + 8, at + 32));
    return result;
  }
}
