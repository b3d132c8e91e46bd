package io.github.ec2unikernel.harness.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What a kernel tells Xen, from its notes or its {@code __xen_guest} section; what it does not tell
 * is null or empty.
 *
 * @param style where it tells it
 * @param guestOs its name for itself
 * @param loader the loader it asks for
 * @param xenVersion the Xen interface it was built for
 * @param entry virtual address of its first instruction
 * @param virtBase virtual address that physical address 0 is mapped to
 * @param paddrOffset what to subtract from every p_paddr
 * @param pvhEntry whether it has a PVH entry point (PHYS32_ENTRY)
 */
record XenFacts(
    Kernel.Style style,
    @Nullable String guestOs,
    String loader,
    String xenVersion,
    @Nullable Long entry,
    @Nullable Long virtBase,
    @Nullable Long paddrOffset,
    boolean pvhEntry) {

  /**
   * Returns whether this is a PVH kernel without PV: such kernels may well have the notes that PV
   * and PVH share, but neither a virtual entry point nor a virtual base.
   */
  boolean isPvhOnly() {
    return pvhEntry && entry == null && virtBase == null;
  }

  /** Returns whether libxc accepts the loader asked for (libelf's elf_xen_note_check). */
  boolean asksForKnownLoader() {
    return loader.startsWith("generic") || (guestOs != null && guestOs.startsWith("linux"));
  }

  /** Returns whether libxc accepts the interface version (libelf's elf_xen_note_check). */
  boolean isForXen3() {
    return xenVersion.startsWith("xen-3.0");
  }

  long virtBaseOrZero() {
    return virtBase == null ? 0 : virtBase;
  }

  /** Returns libxc's and GRUB's default where the kernel gives none. */
  long paddrOffsetOrDefault() {
    if (paddrOffset != null) {
      return paddrOffset;
    }
    return style == Kernel.Style.XEN_GUEST_SECTION ? virtBaseOrZero() : 0;
  }
}
