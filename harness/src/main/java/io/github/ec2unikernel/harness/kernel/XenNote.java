package io.github.ec2unikernel.harness.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A note that a kernel has for Xen, put into words (Xen's public/elfnote.h).
 *
 * @param number the note's type
 * @param name the type's name, such as {@code VIRT_BASE}
 * @param value its text, or its number in hexadecimal; features with their names
 */
public record XenNote(int number, String name, String value) {

  private static final List<String> NAMES =
      List.of(
          "INFO",
          "ENTRY",
          "HYPERCALL_PAGE",
          "VIRT_BASE",
          "PADDR_OFFSET",
          "XEN_VERSION",
          "GUEST_OS",
          "GUEST_VERSION",
          "LOADER",
          "PAE_MODE",
          "FEATURES",
          "BSD_SYMTAB",
          "HV_START_LOW",
          "L1_MFN_VALID",
          "SUSPEND_CANCEL",
          "INIT_P2M",
          "MOD_START_PFN",
          "SUPPORTED_FEATURES",
          "PHYS32_ENTRY",
          "PHYS32_RELOC");

  /** Those that hold text: INFO, the versions and names, LOADER, PAE_MODE, FEATURES, BSD_SYMTAB. */
  private static final Set<Integer> TEXTS = Set.of(0, 5, 6, 7, 8, 9, 10, 11);

  private static final int L1_MFN_VALID = 13;
  private static final int SUPPORTED_FEATURES = 17;
  private static final int PHYS32_RELOC = 19;

  /** The bits of SUPPORTED_FEATURES (Xen's public/features.h). */
  private static final List<String> FEATURES =
      List.of(
          "writable_page_tables",
          "writable_descriptor_tables",
          "auto_translated_physmap",
          "supervisor_mode_kernel",
          "pae_pgdir_above_4gb",
          "mmu_pt_update_preserve_ad",
          "highmem_assist",
          "gnttab_map_avail_bits",
          "hvm_callback_vector",
          "hvm_safe_pvclock",
          "hvm_pirqs",
          "dom0",
          "grant_map_identity",
          "memory_op_vnode_supported",
          "ARM_SMCCC_supported",
          "linux_rsdp_unrestricted");

  static XenNote of(ElfNote note) {
    int type = note.type();
    boolean known = type >= 0 && type < NAMES.size();
    return new XenNote(type, known ? NAMES.get(type) : "type 0x%x".formatted(type), value(note));
  }

  private static String value(ElfNote note) {
    if (TEXTS.contains(note.type())) {
      return note.text();
    }
    if (note.type() == SUPPORTED_FEATURES) {
      return features(note.number());
    }
    if (note.type() == L1_MFN_VALID || note.type() == PHYS32_RELOC || !note.isNumber()) {
      return words(note);
    }
    return "0x%x".formatted(note.number());
  }

  private static String features(long bits) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((bits >>> bit & 1) != 0) {
        names.add(bit < FEATURES.size() ? FEATURES.get(bit) : "bit " + bit);
      }
    }
    return names.isEmpty() ? "0x0" : "0x%x (%s)".formatted(bits, String.join(", ", names));
  }

  /**
   * Returns the first of several numbers: of 4 bytes for PHYS32_RELOC, else of 8 where they fit.
   */
  private static String words(ElfNote note) {
    int size = note.type() == PHYS32_RELOC || note.descriptor().limit() % 8 != 0 ? 4 : 8;
    List<String> words = new ArrayList<>();
    for (int at = 0; at + size <= note.descriptor().limit() && words.size() < 4; at += size) {
      words.add(
          "0x%x"
              .formatted(
                  size == 8
                      ? note.descriptor().getLong(at)
                      : Integer.toUnsignedLong(note.descriptor().getInt(at))));
    }
    return words.isEmpty()
        ? "%d bytes".formatted(note.descriptor().limit())
        : String.join(" ", words);
  }
}
