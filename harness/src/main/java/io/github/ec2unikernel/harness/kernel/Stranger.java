package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an x86-64 ELF file without Xen PV support is.
 *
 * @param name what it is, with its article
 * @param hint what to do about it
 */
record Stranger(String name, String hint) {

  private static final int MULTIBOOT_1 = 0x1BADB002;
  private static final int MULTIBOOT_1_SEARCH = 8192;
  private static final int MULTIBOOT_2 = 0xE85250D6;
  private static final int MULTIBOOT_2_SEARCH = 32768;
  private static final int OS_ABI_LINUX = 3;
  private static final int GNU_ABI_TAG = 1;

  /** Where linkers put a static program on x86-64 Linux; no kernel is linked there. */
  private static final long LINUX_BASE = 0x400000;

  private static final int MAX_INTERPRETER = 256;
  private static final String HVM_ONLY =
      " Build the unikernel for Xen PV; kernels of this kind boot on HVM machines only.";

  /** Looks a file over; the notes are all that it has. */
  static Stranger of(
      ElfFile elf, ElfHeader header, List<ProgramHeader> segments, List<ElfNote> notes) {
    String interpreter = interpreter(elf, segments);
    // Solo5 gives a made-up interpreter, so that Linux refuses to run its kernels.
    if (interpreter.contains("solo5") || notes.stream().anyMatch(n -> n.name().equals("Solo5"))) {
      return new Stranger(
          "a Solo5 unikernel (hvt, spt, virtio or the like)",
          "Build it for Xen PV, as MirageOS 3.8 and earlier do with `mirage configure -t xen`.");
    }
    if (holds(elf, MULTIBOOT_2, MULTIBOOT_2_SEARCH, 8)) {
      return new Stranger("a multiboot2 kernel", ElfFile.BUILD_HINT + HVM_ONLY);
    }
    if (holds(elf, MULTIBOOT_1, MULTIBOOT_1_SEARCH, 4)) {
      return new Stranger("a multiboot kernel", ElfFile.BUILD_HINT + HVM_ONLY);
    }
    if (!interpreter.isEmpty()) {
      return new Stranger(
          "a Linux program (its interpreter is " + interpreter + ")", ElfFile.BUILD_HINT);
    }
    if (header.type() == ElfHeader.TYPE_RELOCATABLE) {
      return new Stranger("an object file, not linked yet", ElfFile.BUILD_HINT);
    }
    if (header.type() == ElfHeader.TYPE_CORE) {
      return new Stranger("a core dump", ElfFile.BUILD_HINT);
    }
    if (header.osAbi() == OS_ABI_LINUX
        || notes.stream().anyMatch(Stranger::isAbiTag)
        || segments.stream().anyMatch(Stranger::isAtLinuxBase)) {
      return new Stranger("a Linux program (statically linked)", ElfFile.BUILD_HINT);
    }
    if (header.type() == ElfHeader.TYPE_SHARED) {
      return new Stranger("a shared library or static-pie program", ElfFile.BUILD_HINT);
    }
    return new Stranger("a program or kernel of no kind known", ElfFile.BUILD_HINT);
  }

  private static boolean isAbiTag(ElfNote note) {
    return note.name().equals("GNU") && note.type() == GNU_ABI_TAG;
  }

  private static boolean isAtLinuxBase(ProgramHeader segment) {
    return segment.type() == ProgramHeader.LOAD
        && segment.virtualAddress() >>> 22 == LINUX_BASE >>> 22;
  }

  private static String interpreter(ElfFile elf, List<ProgramHeader> segments) {
    for (ProgramHeader segment : segments) {
      if (segment.type() == ProgramHeader.INTERPRETER) {
        int length = (int) Math.min(segment.fileSize(), MAX_INTERPRETER);
        ByteBuffer bytes = elf.read(segment.offset(), length, "the interpreter's name");
        return StandardCharsets.ISO_8859_1
            .decode(bytes)
            .toString()
            .replaceFirst("(?s)\0.*", "")
            .replaceAll("[^ -~]", "?");
      }
    }
    return "";
  }

  /** Looks for a multiboot header: a magic number whose checksum fits what follows it. */
  private static boolean holds(ElfFile elf, int magic, int search, int alignment) {
    ByteBuffer head = elf.head(search);
    for (int at = 0; at + 16 <= head.limit(); at += alignment) {
      if (head.getInt(at) == magic) {
        // Version 1: magic + flags + checksum = 0. Version 2: the length is summed as well.
        int sum = magic + head.getInt(at + 4) + head.getInt(at + 8);
        if ((magic == MULTIBOOT_1 ? sum : sum + head.getInt(at + 12)) == 0) {
          return true;
        }
      }
    }
    return false;
  }
}
