package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ELF file's headers, notes and {@code __xen_guest} section, in the order in which libxc and
 * GRUB look for them; of a damaged file, what comes before the damage.
 */
final class ElfImage {

  private final ElfFile raw;
  private ElfFile elf;
  private @Nullable ElfIdentity identity;
  private @Nullable ElfHeader header;
  private List<ProgramHeader> segments = List.of();
  private List<String> sectionNames = List.of();
  private final List<ElfNote> notes = new ArrayList<>();
  private @Nullable GuestSection guest;
  private @Nullable XenFacts facts;
  private @Nullable InputException damage;
  private long noteBytes;

  private ElfImage(ElfFile raw) {
    this.raw = raw;
    this.elf = raw;
  }

  /** Reads a file that begins as ELF files do. */
  static ElfImage read(ElfFile file) {
    ElfImage image = new ElfImage(file);
    try {
      image.read();
    } catch (InputException e) {
      image.damage = e;
    }
    return image;
  }

  /** Returns the reader, in the file's byte order. */
  ElfFile elf() {
    return elf;
  }

  @Nullable ElfIdentity identity() {
    return identity;
  }

  @Nullable ElfHeader header() {
    return header;
  }

  List<ProgramHeader> segments() {
    return segments;
  }

  /** Returns the segments that a loader puts into memory. */
  List<ProgramHeader> loadSegments() {
    return segments.stream().filter(segment -> segment.type() == ProgramHeader.LOAD).toList();
  }

  /** Returns the sections' names; empty ones where a name lies nowhere. */
  List<String> sectionNames() {
    return sectionNames;
  }

  List<ElfNote> notes() {
    return notes;
  }

  /** Returns the notes that are Xen's, in words. */
  List<XenNote> xenNotes() {
    return notes.stream()
        .filter(note -> note.name().equals(XenNotes.OWNER))
        .map(XenNote::of)
        .toList();
  }

  /** Returns the pairs of the section {@code __xen_guest}; none if it has no such section. */
  Map<String, String> guestPairs() {
    return guest == null ? Map.of() : guest.pairs();
  }

  /** Returns the section {@code __xen_guest}, if it has one. */
  @Nullable GuestSection guest() {
    return guest;
  }

  /** Returns what it tells Xen, if it tells anything. */
  @Nullable XenFacts facts() {
    return facts;
  }

  /** Returns what is wrong with it, with the offset and the field, if anything is. */
  @Nullable InputException damage() {
    return damage;
  }

  private void read() {
    ElfIdentity found = ElfIdentity.read(raw);
    identity = found;
    elf = raw.in(found.order());
    ElfHeader start = ElfHeader.read(elf, found);
    header = start;
    segments = ProgramHeader.readAll(elf, found, start);
    List<SectionHeader> sections = SectionHeader.readAll(elf, found, start);
    if (start.nameSection() < sections.size()) {
      SectionHeader names = sections.get(start.nameSection());
      sectionNames = sections.stream().map(section -> section.name(elf, names)).toList();
    }
    // A core dump's notes hold its threads' registers, and may be of any size.
    if (found.type() != ElfIdentity.TYPE_CORE) {
      readNotes(sections);
    }
    readGuest(sections);
    facts = XenNotes.read(notes);
    if (facts == null && guest != null) {
      facts = guest.facts(elf);
    }
  }

  private void readNotes(List<SectionHeader> sections) {
    for (ProgramHeader segment : segments) {
      // Some linkers leave p_offset 0 in a note segment; libxc passes over such a one too.
      if (segment.type() == ProgramHeader.NOTE && segment.offset() != 0) {
        readNotes(segment);
      }
    }
    if (notes.stream().noneMatch(note -> note.name().equals(XenNotes.OWNER))) {
      for (SectionHeader section : sections) {
        if (section.type() == SectionHeader.NOTE) {
          readNotes(section);
        }
      }
    }
  }

  private void readNotes(ProgramHeader segment) {
    requireFew(
        segment.fileSize(),
        "the note segment of program header " + segment.index(),
        segment.offset());
    notes.addAll(
        ElfNote.parseAll(
            elf,
            elf.read(segment.offset(), (int) segment.fileSize(), "the notes"),
            segment.offset()));
  }

  private void readNotes(SectionHeader section) {
    requireFew(section.size(), "the notes of section header " + section.index(), section.offset());
    notes.addAll(
        ElfNote.parseAll(
            elf, section.read(elf, ElfNote.MAX_NOTES_BYTES, "the notes"), section.offset()));
  }

  /** All notes count together, as thousands of headers may name the same bytes. */
  private void requireFew(long size, String what, long offset) {
    if (size < 0 || size > ElfNote.MAX_NOTES_BYTES) {
      throw elf.reject(
          what,
          offset,
          "is of 0x%x bytes, more than 0x%x".formatted(size, ElfNote.MAX_NOTES_BYTES));
    }
    noteBytes += size;
    if (noteBytes > ElfNote.MAX_NOTES_BYTES) {
      throw elf.reject(
          what,
          offset,
          "brings the notes to 0x%x bytes, more than 0x%x"
              .formatted(noteBytes, ElfNote.MAX_NOTES_BYTES));
    }
  }

  private void readGuest(List<SectionHeader> sections) {
    int index = sectionNames.indexOf(GuestSection.NAME);
    if (index >= 0 && sections.get(index).type() != SectionHeader.NO_BITS) {
      SectionHeader section = sections.get(index);
      guest =
          GuestSection.read(
              section.read(elf, GuestSection.MAX_BYTES, GuestSection.NAME), section.offset());
    }
  }
}
