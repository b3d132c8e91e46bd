package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;

/**
 * What the header of an ELF file says beside its identity (52 bytes with 32 bits, 64 with 64).
 *
 * @param entry e_entry
 * @param programHeaders e_phoff, unsigned
 * @param programHeaderCount e_phnum
 * @param sectionHeaders e_shoff, unsigned; 0 if there are none
 * @param sectionHeaderCount e_shnum
 * @param nameSection e_shstrndx, the index of the section that holds section names
 */
record ElfHeader(
    long entry,
    long programHeaders,
    int programHeaderCount,
    long sectionHeaders,
    int sectionHeaderCount,
    int nameSection) {

  /** Offsets of e_phoff, e_shoff and e_phentsize; the fields after that follow in shorts. */
  private record Shape(int size, int word, int programHeaders, int sectionHeaders, int counts) {}

  private static final int ENTRY = 24;
  private static final Shape WITH_32_BITS = new Shape(52, 4, 28, 32, 42);
  private static final Shape WITH_64_BITS = new Shape(64, 8, 32, 40, 54);

  /**
   * Reads and checks the header.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if the file ends in it, or an entry
   *     size is not its class's
   */
  static ElfHeader read(ElfFile elf, ElfIdentity identity) {
    Shape shape = shape(identity);
    ByteBuffer header = elf.read(0, shape.size, "the ELF header");
    int counts = shape.counts;
    int programHeaderCount = header.getShort(counts + 2) & 0xffff;
    int sectionHeaderCount = header.getShort(counts + 6) & 0xffff;
    requireSize(
        elf, header, counts, "e_phentsize", programHeaderCount, ProgramHeader.size(identity));
    requireSize(
        elf, header, counts + 4, "e_shentsize", sectionHeaderCount, SectionHeader.size(identity));
    return new ElfHeader(
        elf.word(header, ENTRY, shape.word),
        elf.word(header, shape.programHeaders, shape.word),
        programHeaderCount,
        elf.word(header, shape.sectionHeaders, shape.word),
        sectionHeaderCount,
        header.getShort(counts + 8) & 0xffff);
  }

  /** Returns the fields that lead to the program headers, for messages. */
  static String programHeaderFields(ElfIdentity identity) {
    Shape shape = shape(identity);
    return "e_phoff at offset 0x%x, e_phnum at 0x%x"
        .formatted(shape.programHeaders, shape.counts + 2);
  }

  /** Returns the fields that lead to the section headers, for messages. */
  static String sectionHeaderFields(ElfIdentity identity) {
    Shape shape = shape(identity);
    return "e_shoff at offset 0x%x, e_shnum at 0x%x"
        .formatted(shape.sectionHeaders, shape.counts + 6);
  }

  private static Shape shape(ElfIdentity identity) {
    return identity.bits() == 64 ? WITH_64_BITS : WITH_32_BITS;
  }

  private static void requireSize(
      ElfFile elf, ByteBuffer header, int offset, String field, int count, int expected) {
    int size = header.getShort(offset) & 0xffff;
    if (count != 0 && size != expected) {
      throw elf.reject(
          field,
          offset,
          "is %d where %d-bit ELF has %d"
              .formatted(size, header.limit() == WITH_64_BITS.size ? 64 : 32, expected));
    }
  }
}
