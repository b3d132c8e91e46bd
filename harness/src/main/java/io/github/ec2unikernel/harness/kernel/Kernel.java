package io.github.ec2unikernel.harness.kernel;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A unikernel that boots as a 64-bit Xen PV guest, as it describes itself.
 *
 * @param file where it lies
 * @param size its length in bytes
 * @param style how it tells Xen what it needs
 * @param guestOs its name for itself, such as {@code Mini-OS}, if it gives one
 * @param loader the loader it asks for, {@code generic} for all but old Linux kernels, or empty
 * @param xenVersion the Xen interface it was built for, {@code xen-3.0} or a word that begins so
 * @param entry virtual address of its first instruction
 * @param virtBase virtual address that its physical address 0 is mapped to
 * @param paddrIsVirtual whether a segment gives its virtual address as physical address though
 *     {@code virtBase} is not 0: libxc may load such a kernel, GRUB 2 says "out of memory"
 */
public record Kernel(
    Path file,
    long size,
    Style style,
    @Nullable String guestOs,
    String loader,
    String xenVersion,
    long entry,
    long virtBase,
    boolean paddrIsVirtual) {

  /** How a PV kernel describes itself. */
  public enum Style {
    /** ELF notes of the name {@code Xen}, in a PT_NOTE segment or an SHT_NOTE section. */
    XEN_NOTES,
    /** The {@code __xen_guest} section of Xen 3.0's time, without notes. */
    XEN_GUEST_SECTION
  }
}
