package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The header of a 64-bit little-endian x86-64 ELF file (ELF-64 object file format, 64 bytes).
 *
 * @param osAbi EI_OSABI
 * @param type e_type
 * @param entry e_entry
 * @param programHeaders e_phoff, unsigned
 * @param programHeaderCount e_phnum
 * @param sectionHeaders e_shoff, unsigned; 0 if there are none
 * @param sectionHeaderCount e_shnum
 * @param nameSection e_shstrndx, the index of the section that holds section names
 */
record ElfHeader(
    int osAbi,
    int type,
    long entry,
    long programHeaders,
    int programHeaderCount,
    long sectionHeaders,
    int sectionHeaderCount,
    int nameSection) {

  static final int SIZE = 64;
  static final int TYPE_RELOCATABLE = 1;
  static final int TYPE_EXECUTABLE = 2;
  static final int TYPE_SHARED = 3;
  static final int TYPE_CORE = 4;

  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int CLASS_32 = 1;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int MACHINE_I386 = 3;
  private static final int MACHINE_X86_64 = 62;
  private static final int MACHINE_OFFSET = 18;
  private static final Map<Integer, String> MACHINES =
      Map.ofEntries(
          Map.entry(2, "SPARC"),
          Map.entry(MACHINE_I386, "i386"),
          Map.entry(8, "MIPS"),
          Map.entry(20, "PowerPC"),
          Map.entry(21, "PowerPC 64"),
          Map.entry(22, "IBM Z"),
          Map.entry(40, "ARM"),
          Map.entry(43, "SPARC v9"),
          Map.entry(50, "IA-64"),
          Map.entry(183, "AArch64"),
          Map.entry(243, "RISC-V"),
          Map.entry(258, "LoongArch"));

  /**
   * Reads and checks the header.
   *
   * @throws InputException if the file is not ELF, truncated within the header, 32-bit, or for
   *     another machine
   */
  static ElfHeader read(ElfFile elf) {
    requireElf(elf);
    // The first 20 bytes mean the same in both classes, so a short 32-bit file is told as such.
    ByteBuffer ident = elf.read(0, 20, "the ELF header's e_ident");
    requireMachine(elf, ident);
    ByteBuffer header = elf.read(0, SIZE, "the ELF header");
    requireEntrySize(elf, header, 54, "e_phentsize", header.getShort(56), ProgramHeader.SIZE);
    requireEntrySize(elf, header, 58, "e_shentsize", header.getShort(60), SectionHeader.SIZE);
    return new ElfHeader(
        header.get(7) & 0xff,
        header.getShort(16) & 0xffff,
        header.getLong(24),
        header.getLong(32),
        header.getShort(56) & 0xffff,
        header.getLong(40),
        header.getShort(60) & 0xffff,
        header.getShort(62) & 0xffff);
  }

  private static void requireElf(ElfFile elf) {
    ByteBuffer head = elf.head(FileKind.HEAD);
    if (head.limit() < MAGIC.length || head.slice(0, 4).mismatch(ByteBuffer.wrap(MAGIC)) >= 0) {
      FileKind kind = FileKind.of(head);
      throw new InputException(
          "The kernel %s is not an ELF file: it looks like %s.".formatted(elf.name(), kind.name()),
          kind.hint());
    }
  }

  private static void requireMachine(ElfFile elf, ByteBuffer ident) {
    int fileClass = ident.get(4);
    int order = ident.get(5);
    if (fileClass != CLASS_32 && fileClass != CLASS_64) {
      throw elf.reject("EI_CLASS", 4, "is " + fileClass + ", neither 32-bit (1) nor 64-bit (2)");
    }
    if (order != LITTLE_ENDIAN && order != 2) {
      throw elf.reject("EI_DATA", 5, "is " + order + ", no byte order");
    }
    int machine =
        order == LITTLE_ENDIAN
            ? ident.getShort(MACHINE_OFFSET) & 0xffff
            : Short.reverseBytes(ident.getShort(MACHINE_OFFSET)) & 0xffff;
    if (machine == MACHINE_X86_64 && fileClass == CLASS_64 && order == LITTLE_ENDIAN) {
      return;
    }
    String name = MACHINES.getOrDefault(machine, "machine number " + machine);
    if (fileClass == CLASS_32 && (machine == MACHINE_I386 || machine == MACHINE_X86_64)) {
      throw new InputException(
          "The kernel %s is a 32-bit x86 program (EI_CLASS 1 at offset 0x4, %s)."
              .formatted(elf.name(), machine == MACHINE_I386 ? name : "x32"),
          "Build it for x86-64: the 64-bit PV-GRUB boots 64-bit kernels only.");
    }
    throw new InputException(
        "The kernel %s is not for x86-64 but for %s (e_machine %d at offset 0x%x)."
            .formatted(elf.name(), name, machine, MACHINE_OFFSET),
        "Build it for x86-64, the only machine with Xen PV on EC2.");
  }

  private static void requireEntrySize(
      ElfFile elf, ByteBuffer header, int offset, String field, int count, int expected) {
    int size = header.getShort(offset) & 0xffff;
    if (count != 0 && size != expected) {
      throw elf.reject(field, offset, "is " + size + " where 64-bit ELF has " + expected);
    }
  }
}
