package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.kernel.Multiboot;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.InputException;
import java.util.Optional;

/** How QEMU's {@code -kernel} starts a kernel. */
enum BootProtocol {
  /** By the multiboot specification, version 1. */
  MULTIBOOT,
  /** By Linux's boot protocol. */
  LINUX,
  /** At the entry of its PVH note, with nothing of Xen below it. */
  PVH;

  /** The note that tells where a PVH kernel is entered. */
  private static final String PVH_ENTRY = "PHYS32_ENTRY";

  /** Multiboot's flag that the load addresses are in the header. */
  private static final int HAS_ADDRESSES = 1 << 16;

  /** Returns how QEMU starts a kernel, in the order in which QEMU itself looks; empty if not. */
  static Optional<BootProtocol> of(Triage kernel) {
    if (kernel.multiboot().stream().anyMatch(header -> isLoadable(header, kernel))) {
      return Optional.of(MULTIBOOT);
    } else if (kernel.packing().contains(Packing.BZIMAGE)) {
      return Optional.of(LINUX);
    } else if (kernel.xenNotes().stream().anyMatch(it -> it.name().equals(PVH_ENTRY))) {
      return Optional.of(PVH);
    }
    return Optional.empty();
  }

  /** QEMU refuses a 64-bit ELF file whose header leaves the addresses to the loader. */
  private static boolean isLoadable(Multiboot header, Triage kernel) {
    Triage.Elf elf = kernel.elf();
    boolean wide = elf != null && elf.identity().bits() == 64;
    return header.version() == 1 && (!wide || (header.flags() & HAS_ADDRESSES) != 0);
  }

  /** Says why QEMU does not start a kernel, and what does. */
  static InputException refusal(Triage kernel) {
    String what = "the kernel " + kernel.name() + " is " + kernel.kind();
    if (kernel.multiboot().isEmpty()) {
      return new InputException(
          what + ", and QEMU alone starts multiboot kernels, Linux and PVH kernels",
          kernel.isBootable()
              ? "Boot it under Xen: leave <backend> (unikernel.boot.backend) out."
              : "Build it for multiboot: Solo5's target virtio and rumprun's hw_virtio do so.");
    }
    return new InputException(
        what
            + (kernel.multiboot().get(0).version() == 1
                ? ", whose multiboot header leaves the load addresses to a loader of 64-bit files"
                : ", and QEMU alone knows multiboot 1 only"),
        "Put it on a disk with GRUB, and boot that (unikernel.disk).");
  }
}
