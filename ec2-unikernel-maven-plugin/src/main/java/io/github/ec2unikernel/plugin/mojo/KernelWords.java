package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Producer;
import java.util.Optional;

/**
 * Puts a PV kernel into words.
 *
 * @param kernel the kernel
 */
record KernelWords(Kernel kernel) {

  /** Says what it is, in one line. */
  String line() {
    String style =
        switch (kernel.style()) {
          case XEN_NOTES -> "Xen ELF notes";
          case XEN_GUEST_SECTION -> "the old __xen_guest section";
        };
    String name = kernel.guestOs() == null ? "" : " " + kernel.guestOs();
    String producer =
        kernel.producer().name() == Producer.Name.UNKNOWN
            ? ""
            : ", " + kernel.producer().name().text();
    String packing = packing();
    return "Kernel: %s: Xen PV, 64 bit, with %s%s%s%s"
        .formatted(
            kernel.file(), style, name, producer, packing.isEmpty() ? "" : ", in " + packing);
  }

  /** Says which loaders will not have it. */
  Optional<String> doubt() {
    if (kernel.loaders().isEmpty()) {
      return Optional.of(
          "No loader here reads a kernel in "
              + packing()
              + ", so it can't be booted here. Compress it with `gzip -9n` instead.");
    }
    return kernel.paddrIsVirtual()
        ? Optional.of(
            "The kernel's segments give virtual addresses as physical ones: GRUB 2 will say \"out"
                + " of memory\" where libxl may boot it. Link it with physical addresses that"
                + " count from VIRT_BASE.")
        : Optional.empty();
  }

  private String packing() {
    return String.join(" in ", kernel.packing().stream().map(each -> each.id()).toList());
  }
}
