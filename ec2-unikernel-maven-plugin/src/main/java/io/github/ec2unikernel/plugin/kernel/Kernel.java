package io.github.ec2unikernel.plugin.kernel;

import java.nio.file.Path;

/**
 * A unikernel that boots as a Xen PV guest.
 *
 * @param file where it lies
 * @param size its length in bytes
 * @param style how it tells Xen what it needs
 */
public record Kernel(Path file, long size, Style style) {

  /** How a PV kernel describes itself. */
  public enum Style {
    /** ELF notes of the name {@code Xen} in a PT_NOTE segment. */
    XEN_NOTES,
    /** The {@code __xen_guest} section of Xen 3.0's time, without notes. */
    XEN_GUEST_SECTION
  }
}
