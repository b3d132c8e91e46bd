package io.github.ec2unikernel.harness.kernel;

import io.github.ec2unikernel.harness.model.Loader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kernel that boots as a 64-bit Xen PV guest, as it describes itself.
 *
 * @param file where it lies; null if it was read from no file, but off a disk for one
 * @param size the file's length in bytes
 * @param style how it tells Xen what it needs
 * @param guestOs its name for itself, such as {@code Mini-OS}, if it gives one
 * @param loader the loader it asks for, {@code generic} for all but old Linux kernels, or empty
 * @param xenVersion the Xen interface it was built for, {@code xen-3.0} or a word that begins so
 * @param entry virtual address of its first instruction
 * @param virtBase virtual address that its physical address 0 is mapped to
 * @param paddrIsVirtual whether a segment gives its virtual address as physical address though
 *     {@code virtBase} is not 0: libxc may load such a kernel, GRUB 2 says "out of memory"
 * @param packing what it is wrapped in, the outermost first; a bzImage's payload counts as one
 * @param producer what made it
 */
public record Kernel(
    @Nullable Path file,
    long size,
    Style style,
    @Nullable String guestOs,
    String loader,
    String xenVersion,
    long entry,
    long virtBase,
    boolean paddrIsVirtual,
    List<Packing> packing,
    Producer producer) {

  /** How a PV kernel describes itself. */
  public enum Style {
    /** ELF notes of the name {@code Xen}, in a PT_NOTE segment or an SHT_NOTE section. */
    XEN_NOTES,
    /** The {@code __xen_guest} section of Xen 3.0's time, without notes. */
    XEN_GUEST_SECTION
  }

  /** What GRUB 2 reads with its modules gzio, xzio and lzopio. */
  private static final Set<Packing> GRUB_READS = Set.of(Packing.GZIP, Packing.XZ, Packing.LZOP);

  /**
   * Returns where it lies.
   *
   * @throws IllegalStateException if it was read from no file
   */
  @Override
  public Path file() {
    if (file == null) {
      throw new IllegalStateException("the kernel was read from no file");
    }
    return file;
  }

  /**
   * Returns who loads it in a boot here, the best first; none reads some packings that EC2's
   * PV-GRUB does.
   */
  public List<Loader> loaders() {
    List<Loader> loaders = new ArrayList<>();
    // GRUB 2 hands more page tables over than an old kernel expects, and takes p_paddr as it
    // stands.
    if (style == Style.XEN_NOTES && !paddrIsVirtual && grubReads()) {
      loaders.add(Loader.PVGRUB);
    }
    if (libxlReads()) {
      loaders.add(Loader.LIBXL);
    }
    return loaders;
  }

  /**
   * Returns whether it looks for {@code module} lines' files where PV-GRUB puts them, in a list;
   * Linux knows no such list, and finds an {@code initrd} only.
   */
  public boolean takesModuleList() {
    return producer.name() != Producer.Name.LINUX;
  }

  private boolean grubReads() {
    return packing.size() <= 3
        && packing.stream().allMatch(each -> GRUB_READS.contains(each) || each == Packing.BZIMAGE);
  }

  /** libxl unpacks gzip, and whatever a bzImage holds. */
  private boolean libxlReads() {
    return packing.isEmpty()
        || packing.equals(List.of(Packing.GZIP))
        || packing.get(0) == Packing.BZIMAGE;
  }
}
