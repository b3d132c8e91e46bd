package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Printable;
import java.nio.file.Path;
import java.util.List;

/**
 * What a disk's menu.lst boots.
 *
 * @param menu where menu.lst was found, as GRUB writes it: {@code (hd0,0)/grub/menu.lst}
 * @param partition the partition that holds the kernel, from 1; 0 for the whole disk
 * @param kernel the kernel's path on it
 * @param arguments what follows the kernel's path, as it stands
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

  /**
   * Returns what a PV-GRUB boots.
   *
   * @param disk the disk, for the message
   * @throws InputException if it boots nothing; the message says why, place by place
   */
  public static BootEntry of(Path disk, Resolution resolution) {
    EntryOutcome booted =
        resolution
            .booted()
            .orElseThrow(
                () ->
                    new InputException(
                        Printable.of(disk + ": " + resolution.summary()),
                        resolution.obstacles().get(0).hint()));
    LoadedEntry entry = booted.loaded().orElseThrow();
    return new BootEntry(
        resolution.menu().orElseThrow(),
        entry.kernel().partition(),
        entry.kernel().path(),
        entry.kernel().arguments(),
        entry.modules().stream().map(LoadedFile::path).toList(),
        entry.initrd().map(LoadedFile::path).orElse(""),
        entry.facts().style() == Kernel.Style.XEN_GUEST_SECTION);
  }
}
