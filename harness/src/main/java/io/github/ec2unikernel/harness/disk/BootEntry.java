package io.github.ec2unikernel.harness.disk;

import java.util.List;

/**
 * What a disk's menu.lst boots by default.
 *
 * @param menu where menu.lst was found, as GRUB writes it: {@code (hd0,0)/grub/menu.lst}
 * @param partition the partition that {@code root} names, from 1; 0 for the whole disk
 * @param kernel the kernel's path on it
 * @param arguments what follows the kernel's path, with one blank between the two
 * @param modules the paths on its module lines, in order
 * @param initrd the path on its initrd line, or an empty string
 * @param oldStyle whether the kernel has a {@code __xen_guest} section and no ELF notes
 */
public record BootEntry(
    String menu,
    int partition,
    String kernel,
    String arguments,
    List<String> modules,
    String initrd,
    boolean oldStyle) {

  /** Copies the list. */
  public BootEntry {
    modules = List.copyOf(modules);
  }
}
