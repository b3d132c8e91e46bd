package io.github.ec2unikernel.harness.kernel;

import java.util.List;

/** Says where in a file a kernel tells Xen something, for messages. */
final class XenPlace {

  private XenPlace() {}

  /**
   * Returns the field and its offset, or where such fields are if it has none of this.
   *
   * @param type the note's type
   * @param note the type's name
   * @param key the name that the section {@code __xen_guest} has for it
   */
  static String of(ElfImage image, int type, String note, String key) {
    GuestSection guest = image.guest();
    List<ElfNote> notes =
        image.notes().stream().filter(each -> each.name().equals(XenNotes.OWNER)).toList();
    if (notes.isEmpty() && guest != null) {
      String section = "the section %s at offset 0x%x".formatted(GuestSection.NAME, guest.offset());
      return guest.pairs().containsKey(key)
          ? key + " in " + section
          : "no " + key + " in " + section;
    }
    // The last of a type counts, as in XenNotes.
    return notes.stream()
        .filter(each -> each.type() == type)
        .reduce((first, second) -> second)
        .map(each -> "the note %s at offset 0x%x".formatted(note, each.offset()))
        .orElseGet(() -> "no note %s after offset 0x%x".formatted(note, notes.get(0).offset()));
  }
}
