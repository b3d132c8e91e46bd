package io.github.ec2unikernel.harness.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an x86 ELF file without anything for Xen is.
 *
 * @param name what it is, with its article
 * @param hint what to do about it
 * @param program whether it is a program, library or the like of another system, and no kernel
 */
record Stranger(String name, String hint, boolean program) {

  private static final int OS_ABI_LINUX = 3;
  private static final int GNU_ABI_TAG = 1;

  /** Where linkers put a static program on x86-64 Linux; no kernel is linked there. */
  private static final long LINUX_BASE = 0x400000;

  private static final int MAX_INTERPRETER = 256;
  private static final String HVM_ONLY =
      " Build the unikernel for Xen PV; kernels of this kind boot on HVM machines only.";

  /** Looks a file over. */
  static Stranger of(ElfImage image, List<Multiboot> multiboot, @Nullable Solo5 solo5) {
    String interpreter = interpreter(image);
    // Solo5 gives a made-up interpreter, so that Linux refuses to run its kernels.
    if (interpreter.contains("solo5") || solo5 != null) {
      return new Stranger(
          "a Solo5 unikernel (" + target(solo5) + ")",
          "Build it for Xen PV, as MirageOS 3.8 and earlier do with `mirage configure -t xen`.",
          false);
    }
    if (multiboot.stream().anyMatch(header -> header.version() == 2)) {
      return kernel("a multiboot2 kernel");
    }
    if (!multiboot.isEmpty()) {
      return kernel("a multiboot kernel");
    }
    return program(image, interpreter);
  }

  private static Stranger program(ElfImage image, String interpreter) {
    int type = image.identity() == null ? 0 : image.identity().type();
    if (!interpreter.isEmpty()) {
      return program("a Linux program (its interpreter is " + interpreter + ")");
    }
    if (type == ElfIdentity.TYPE_RELOCATABLE) {
      return program("an object file, not linked yet");
    }
    if (type == ElfIdentity.TYPE_CORE) {
      return program("a core dump");
    }
    if (isLinux(image)) {
      return program("a Linux program (statically linked)");
    }
    return type == ElfIdentity.TYPE_SHARED
        ? program("a shared library or static-pie program")
        : new Stranger("a program or kernel of no kind known", ElfFile.BUILD_HINT, false);
  }

  private static boolean isLinux(ElfImage image) {
    return (image.identity() != null && image.identity().osAbi() == OS_ABI_LINUX)
        || image.notes().stream().anyMatch(Stranger::isAbiTag)
        || image.segments().stream().anyMatch(Stranger::isAtLinuxBase);
  }

  private static Stranger kernel(String name) {
    return new Stranger(name, ElfFile.BUILD_HINT + HVM_ONLY, false);
  }

  private static Stranger program(String name) {
    return new Stranger(name, ElfFile.BUILD_HINT, true);
  }

  private static String target(@Nullable Solo5 solo5) {
    return solo5 == null || solo5.target().equals("unknown")
        ? "hvt, spt, virtio or the like"
        : "target " + solo5.target();
  }

  private static boolean isAbiTag(ElfNote note) {
    return note.name().equals("GNU") && note.type() == GNU_ABI_TAG;
  }

  private static boolean isAtLinuxBase(ProgramHeader segment) {
    return segment.type() == ProgramHeader.LOAD
        && segment.virtualAddress() >>> 22 == LINUX_BASE >>> 22;
  }

  private static String interpreter(ElfImage image) {
    for (ProgramHeader segment : image.segments()) {
      if (segment.type() == ProgramHeader.INTERPRETER) {
        int length = (int) Math.min(segment.fileSize(), MAX_INTERPRETER);
        ByteBuffer bytes = image.elf().read(segment.offset(), length, "the interpreter's name");
        return StandardCharsets.ISO_8859_1
            .decode(bytes)
            .toString()
            .replaceFirst("(?s)\0.*", "")
            .replaceAll("[^ -~]", "?");
      }
    }
    return "";
  }
}
