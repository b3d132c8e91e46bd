package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a unikernel's ELF file as far as it says what the kernel boots on: the headers, the notes
 * and the {@code __xen_guest} section, in the order in which libxc and GRUB look for them.
 */
public final class KernelReader {

  private KernelReader() {}

  /**
   * Reads a 64-bit Xen PV kernel; the file may hold anything.
   *
   * @throws InputException if the file is no such kernel; the message says what it is, or names the
   *     offset and field that is wrong
   */
  public static Kernel read(Path file) {
    try (FileSource source = FileSource.open(file)) {
      return read(source, file.toString());
    }
  }

  /**
   * Reads a 64-bit Xen PV kernel from any source; {@code name} stands for it in messages and in the
   * result's {@code file}.
   *
   * @throws InputException if it is no such kernel
   */
  public static Kernel read(ByteSource source, String name) {
    return Triage.of(source, name).kernel();
  }

  static Kernel read(ElfFile elf) {
    ElfHeader header = ElfHeader.read(elf);
    List<ProgramHeader> segments = ProgramHeader.readAll(elf, header);
    List<SectionHeader> sections = SectionHeader.readAll(elf, header);
    List<ElfNote> notes = notes(elf, segments, sections);
    XenFacts facts = XenNotes.read(notes);
    if (facts == null) {
      facts = guestSection(elf, header, sections);
    }
    if (facts == null) {
      throw notXen(elf.name(), Stranger.of(elf, header, segments, notes));
    }
    requireBootable(elf.name(), facts, segments);
    return kernel(elf, header, facts, segments);
  }

  private static List<ElfNote> notes(
      ElfFile elf, List<ProgramHeader> segments, List<SectionHeader> sections) {
    List<ElfNote> notes = new ArrayList<>();
    for (ProgramHeader segment : segments) {
      // Some linkers leave p_offset 0 in a note segment; libxc passes over such a one too.
      if (segment.type() == ProgramHeader.NOTE && segment.offset() != 0) {
        notes.addAll(notes(elf, segment));
      }
    }
    if (notes.stream().noneMatch(note -> note.name().equals(XenNotes.OWNER))) {
      for (SectionHeader section : sections) {
        if (section.type() == SectionHeader.NOTE) {
          notes.addAll(
              ElfNote.parseAll(
                  elf, section.read(elf, ElfNote.MAX_NOTES_BYTES, "the notes"), section.offset()));
        }
      }
    }
    return notes;
  }

  private static List<ElfNote> notes(ElfFile elf, ProgramHeader segment) {
    if (segment.fileSize() > ElfNote.MAX_NOTES_BYTES) {
      throw elf.reject(
          "the note segment of program header " + segment.index(),
          segment.offset(),
          "is of 0x%x bytes, more than 0x%x"
              .formatted(segment.fileSize(), ElfNote.MAX_NOTES_BYTES));
    }
    return ElfNote.parseAll(
        elf, elf.read(segment.offset(), (int) segment.fileSize(), "the notes"), segment.offset());
  }

  private static @Nullable XenFacts guestSection(
      ElfFile elf, ElfHeader header, List<SectionHeader> sections) {
    if (header.nameSection() >= sections.size()) {
      return null;
    }
    SectionHeader names = sections.get(header.nameSection());
    for (SectionHeader section : sections) {
      if (section.type() != SectionHeader.NO_BITS
          && section.isNamed(GuestSection.NAME, elf, names)) {
        return GuestSection.read(
            elf, section.read(elf, GuestSection.MAX_BYTES, GuestSection.NAME), section.offset());
      }
    }
    return null;
  }

  private static InputException notXen(String file, Stranger stranger) {
    return new InputException(
        "The kernel %s has no Xen PV support: it has neither notes of the name Xen nor a section %s; it is %s."
            .formatted(file, GuestSection.NAME, stranger.name()),
        stranger.hint());
  }

  private static void requireBootable(String file, XenFacts facts, List<ProgramHeader> segments) {
    if (facts.isPvhOnly()) {
      throw new InputException(
          "The kernel %s has no Xen PV support: it is PVH-only (it has the note PHYS32_ENTRY, but neither ENTRY nor VIRT_BASE), as MirageOS 3.9 and later build them."
              .formatted(file),
          "Build it for Xen PV: with MirageOS, version 3.8 or earlier makes PV kernels; EC2's"
              + " PV-GRUB can't start PVH ones.");
    }
    if (!facts.asksForKnownLoader()) {
      throw new InputException(
          "The kernel %s asks for the loader '%s'; Xen loads only 'generic' ones and Linux."
              .formatted(file, facts.loader()),
          "Set LOADER=generic in its Xen notes or its __xen_guest section.");
    }
    if (!facts.isForXen3()) {
      throw new InputException(
          "The kernel %s is for the Xen interface '%s'; Xen loads only 'xen-3.0' ones."
              .formatted(file, facts.xenVersion()),
          "Set XEN_VERSION (in the old style, XEN_VER) to xen-3.0 in it.");
    }
    if (segments.stream().noneMatch(segment -> segment.type() == ProgramHeader.LOAD)) {
      throw new InputException(
          "The kernel %s has nothing to load: no PT_LOAD among its %d program headers."
              .formatted(file, segments.size()),
          "Link it into an executable.");
    }
  }

  private static Kernel kernel(
      ElfFile elf, ElfHeader header, XenFacts facts, List<ProgramHeader> segments) {
    Long entry = facts.entry();
    return new Kernel(
        Path.of(elf.name()),
        elf.size(),
        facts.style(),
        facts.guestOs(),
        facts.loader(),
        facts.xenVersion(),
        entry == null ? header.entry() : entry,
        facts.virtBaseOrZero(),
        facts.virtBaseOrZero() != 0
            && facts.paddrOffsetOrDefault() == 0
            && segments.stream().anyMatch(KernelReader::hasVirtualPaddr));
  }

  private static boolean hasVirtualPaddr(ProgramHeader segment) {
    return segment.type() == ProgramHeader.LOAD
        && segment.virtualAddress() != 0
        && segment.physicalAddress() == segment.virtualAddress();
  }
}
