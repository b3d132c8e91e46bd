package io.github.ec2unikernel.harness.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a kernel's ELF notes tell Xen (Xen's public/elfnote.h). */
final class XenNotes {

  static final String OWNER = "Xen";

  static final int PHYS32_ENTRY = 18;

  private static final int ENTRY = 1;
  private static final int VIRT_BASE = 3;
  private static final int PADDR_OFFSET = 4;
  static final int XEN_VERSION = 5;
  private static final int GUEST_OS = 6;
  static final int LOADER = 8;

  private final Map<Integer, ElfNote> byType = new HashMap<>();

  private XenNotes() {}

  /** Returns the facts in those notes that are Xen's, or null if none is. */
  static @Nullable XenFacts read(List<ElfNote> notes) {
    XenNotes found = new XenNotes();
    notes.stream()
        .filter(note -> note.name().equals(OWNER))
        .forEach(note -> found.byType.put(note.type(), note));
    return found.byType.isEmpty() ? null : found.facts();
  }

  private XenFacts facts() {
    return new XenFacts(
        Kernel.Style.XEN_NOTES,
        text(GUEST_OS),
        orEmpty(text(LOADER)),
        orEmpty(text(XEN_VERSION)),
        number(ENTRY),
        number(VIRT_BASE),
        number(PADDR_OFFSET),
        byType.containsKey(PHYS32_ENTRY));
  }

  private @Nullable String text(int type) {
    ElfNote note = byType.get(type);
    return note == null ? null : note.text();
  }

  private @Nullable Long number(int type) {
    ElfNote note = byType.get(type);
    return note == null ? null : note.number();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
