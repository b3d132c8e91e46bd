package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says whether EC2's PV-GRUB, 64 bit, boots what a file holds. */
final class PvGrubCheck {

  /** What AWS names: "gzip, bzip2, lzo, and xz". */
  private static final Set<Packing> READS =
      Set.of(Packing.GZIP, Packing.BZIP2, Packing.XZ, Packing.LZOP);

  private static final String PVH_HINT =
      "Build it for Xen PV: with MirageOS, version 3.8 or earlier makes PV kernels; EC2's"
          + " PV-GRUB can't start PVH ones.";

  private final String name;
  private final Unpacker unpacker;
  private final @Nullable ElfImage image;
  private final @Nullable Stranger stranger;
  private final Producer producer;

  PvGrubCheck(
      String name,
      Unpacker unpacker,
      @Nullable ElfImage image,
      @Nullable Stranger stranger,
      Producer producer) {
    this.name = name;
    this.unpacker = unpacker;
    this.image = image;
    this.stranger = stranger;
    this.producer = producer;
  }

  /**
   * Returns the kernel.
   *
   * @param file where it lies, if it is a file
   * @param size its length in bytes
   * @throws InputException if PV-GRUB does not boot it
   */
  Kernel kernel(@Nullable Path file, long size) {
    if (unpacker.obstacle() != null) {
      throw unpacker.obstacle();
    }
    if (image == null) {
      throw notElf();
    }
    ElfIdentity identity = image.identity();
    if (identity == null) {
      throw Objects.requireNonNull(image.damage());
    }
    requireMachine(identity);
    if (image.damage() != null) {
      throw image.damage();
    }
    XenFacts facts = image.facts();
    if (facts == null) {
      throw notXen(Objects.requireNonNull(stranger));
    }
    requirePv(image, facts);
    requireSegments(image);
    requireReadable(unpacker.packing());
    return kernel(file, size, facts);
  }

  private InputException notElf() {
    ByteBuffer head = unpacker.content().head(FileKind.HEAD);
    FileKind kind = FileKind.of(head);
    String what =
        unpacker.packing().isEmpty()
            ? "is not an ELF file: it looks like " + kind.name()
            : "is %s-compressed, and no ELF file is in it: that looks like %s"
                .formatted(unpacker.packing().get(0).id(), kind.name());
    return refusal(what, kind.hint());
  }

  private void requireMachine(ElfIdentity identity) {
    if (identity.isX86With64Bits()) {
      return;
    }
    if (identity.bits() == 32 && identity.isX86()) {
      String machine = identity.machine() == ElfIdentity.MACHINE_I386 ? "i386" : "x32";
      String what = "is a 32-bit x86 program (EI_CLASS 1 at offset 0x4, %s)".formatted(machine);
      throw hintFor32Bits(what, image == null ? null : image.facts());
    }
    throw refusal(
        "is not for x86-64 but for %s (e_machine %d at offset 0x%x)"
            .formatted(identity.machineName(), identity.machine(), ElfIdentity.MACHINE_OFFSET),
        "Build it for x86-64, the only machine with Xen PV on EC2.");
  }

  private InputException hintFor32Bits(String what, @Nullable XenFacts facts) {
    if (producer.name() == Producer.Name.XEN || producer.name() == Producer.Name.XEN_SHIM) {
      return refusal(
          what + ", the hypervisor " + producer.name().text(),
          "Give the unikernel alone; EC2 has a Xen of its own below it.");
    }
    String hint = "Build it for x86-64: the 64-bit PV-GRUB boots 64-bit kernels only.";
    if (facts == null) {
      return refusal(what, hint);
    }
    return facts.isPvhOnly()
        ? refusal(what + ", a PVH kernel", PVH_HINT)
        : refusal(what + ", a Xen PV kernel", hint);
  }

  private InputException notXen(Stranger found) {
    return refusal(
        "has no Xen PV support: it has neither notes of the name Xen nor a section %s; it is %s"
            .formatted(GuestSection.NAME, found.name()),
        found.hint());
  }

  private void requirePv(ElfImage elf, XenFacts facts) {
    // GRUB 2 takes such a kernel for a PV one, and it crashes before its first line.
    if (facts.isPvhOnly()) {
      throw refusal(
          "has no Xen PV support: it is PVH-only (it has %s, but neither ENTRY nor VIRT_BASE), as MirageOS 3.9 and later build them"
              .formatted(XenPlace.of(elf, XenNotes.PHYS32_ENTRY, "PHYS32_ENTRY", "PHYS32_ENTRY")),
          PVH_HINT);
    }
    if (!facts.asksForKnownLoader()) {
      throw refusal(
          "asks for the loader '%s' (%s); Xen loads only 'generic' ones and Linux"
              .formatted(facts.loader(), XenPlace.of(elf, XenNotes.LOADER, "LOADER", "LOADER")),
          "Set LOADER=generic in its Xen notes or its __xen_guest section.");
    }
    if (!facts.isForXen3()) {
      throw refusal(
          "is for the Xen interface '%s' (%s); Xen loads only 'xen-3.0' ones"
              .formatted(
                  facts.xenVersion(),
                  XenPlace.of(elf, XenNotes.XEN_VERSION, "XEN_VERSION", "XEN_VER")),
          "Set XEN_VERSION (in the old style, XEN_VER) to xen-3.0 in it.");
    }
  }

  private void requireSegments(ElfImage elf) {
    if (elf.loadSegments().isEmpty()) {
      throw refusal(
          "has nothing to load: no PT_LOAD among its %d program headers (%s)"
              .formatted(
                  elf.segments().size(),
                  ElfHeader.programHeaderFields(Objects.requireNonNull(elf.identity()))),
          "Link it into an executable.");
    }
  }

  private void requireReadable(List<Packing> packing) {
    for (Packing each : packing) {
      if (each != Packing.BZIMAGE && !READS.contains(each)) {
        throw refusal(
            "is a Xen PV kernel in %s, which PV-GRUB does not read; it reads gzip, bzip2, xz and lzop"
                .formatted(each.id()),
            packing.get(0) == Packing.BZIMAGE
                ? "Unpack it (extract-vmlinux) and compress the result with `gzip -9n`."
                : "Unpack it (%s) and compress it with `gzip -9n`.".formatted(each.command()));
      }
    }
    int bzImage = packing.indexOf(Packing.BZIMAGE);
    if ((bzImage < 0 ? packing.size() : bzImage) > 1
        || packing.lastIndexOf(Packing.BZIMAGE) != bzImage) {
      throw refusal(
          "is a Xen PV kernel that is compressed more than once (%s)"
              .formatted(String.join(", ", packing.stream().map(Packing::id).toList())),
          "Compress it once: PV-GRUB unpacks one layer.");
    }
  }

  private InputException refusal(String what, String hint) {
    return new InputException("The kernel %s %s.".formatted(name, what), hint);
  }

  private Kernel kernel(@Nullable Path file, long size, XenFacts facts) {
    ElfImage elf = Objects.requireNonNull(image);
    Long entry = facts.entry();
    return new Kernel(
        file,
        size,
        facts.style(),
        facts.guestOs(),
        facts.loader(),
        facts.xenVersion(),
        entry == null ? Objects.requireNonNull(elf.header()).entry() : entry,
        facts.virtBaseOrZero(),
        facts.virtBaseOrZero() != 0
            && facts.paddrOffsetOrDefault() == 0
            && elf.segments().stream().anyMatch(PvGrubCheck::hasVirtualPaddr),
        unpacker.packing(),
        producer);
  }

  private static boolean hasVirtualPaddr(ProgramHeader segment) {
    return segment.type() == ProgramHeader.LOAD
        && segment.virtualAddress() != 0
        && segment.physicalAddress() == segment.virtualAddress();
  }
}
