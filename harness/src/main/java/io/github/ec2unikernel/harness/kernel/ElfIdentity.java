package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The first 20 bytes of an ELF file, which mean the same in both classes.
 *
 * @param bits 32 or 64 (EI_CLASS)
 * @param bigEndian whether numbers have their highest byte first (EI_DATA)
 * @param osAbi EI_OSABI
 * @param type e_type
 * @param machine e_machine
 */
public record ElfIdentity(int bits, boolean bigEndian, int osAbi, int type, int machine) {

  static final int TYPE_RELOCATABLE = 1;
  static final int TYPE_EXECUTABLE = 2;
  static final int TYPE_SHARED = 3;
  static final int TYPE_CORE = 4;
  static final int MACHINE_I386 = 3;
  static final int MACHINE_X86_64 = 62;
  static final int MACHINE_OFFSET = 18;

  private static final int SIZE = 20;
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int CLASS_32 = 1;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int BIG_ENDIAN = 2;
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
          Map.entry(MACHINE_X86_64, "x86-64"),
          Map.entry(183, "AArch64"),
          Map.entry(243, "RISC-V"),
          Map.entry(258, "LoongArch"));

  /** Tells whether a file begins as ELF files do. */
  static boolean isElf(ByteBuffer head) {
    return head.limit() >= MAGIC.length && head.slice(0, 4).equals(ByteBuffer.wrap(MAGIC));
  }

  /**
   * Reads them.
   *
   * @throws InputException if the file ends in them, or is of no class or byte order
   */
  static ElfIdentity read(ElfFile elf) {
    ByteBuffer bytes = elf.read(0, SIZE, "the ELF header's e_ident");
    int fileClass = bytes.get(4);
    int order = bytes.get(5);
    if (fileClass != CLASS_32 && fileClass != CLASS_64) {
      throw elf.reject("EI_CLASS", 4, "is " + fileClass + ", neither 32-bit (1) nor 64-bit (2)");
    }
    if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
      throw elf.reject("EI_DATA", 5, "is " + order + ", no byte order");
    }
    bytes.order(order == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return new ElfIdentity(
        fileClass == CLASS_32 ? 32 : 64,
        order == BIG_ENDIAN,
        bytes.get(7) & 0xff,
        bytes.getShort(16) & 0xffff,
        bytes.getShort(MACHINE_OFFSET) & 0xffff);
  }

  /** Returns the machine's name. */
  public String machineName() {
    return MACHINES.getOrDefault(machine, "machine number " + machine);
  }

  /** Returns the type's name. */
  public String typeName() {
    return switch (type) {
      case TYPE_RELOCATABLE -> "object file";
      case TYPE_EXECUTABLE -> "executable";
      case TYPE_SHARED -> "shared object";
      case TYPE_CORE -> "core dump";
      default -> "type number " + type;
    };
  }

  /** Tells whether this is what a 64-bit PC runs. */
  boolean isX86With64Bits() {
    return bits == 64 && !bigEndian && machine == MACHINE_X86_64;
  }

  /** Tells whether a PC runs this. */
  boolean isX86() {
    return !bigEndian && (machine == MACHINE_X86_64 || machine == MACHINE_I386);
  }

  ByteOrder order() {
    return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
