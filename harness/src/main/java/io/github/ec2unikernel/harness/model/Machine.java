package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The virtual machine to boot.
 *
 * @param disk a raw disk; it is read, never written
 * @param memory the guest's memory in MiB, at least {@link #LEAST_MEMORY}
 * @param vcpus the guest's virtual CPUs, 1 to {@link #MOST_VCPUS}
 * @param loader who loads the kernel; null lets the kernel on the disk decide
 * @param volumes its further disks, each with a letter of its own
 */
public record Machine(
    Path disk, int memory, int vcpus, @Nullable Loader loader, List<Volume> volumes) {

  /** GRUB for Xen needs this much to load anything at all, in MiB. */
  public static final int LEAST_MEMORY = 32;

  /** More than QEMU's q35 machine can address without special options, in MiB. */
  public static final int MOST_MEMORY = 1 << 20;

  /** Xen PV guests may have more; a unikernel does not use them. */
  public static final int MOST_VCPUS = 32;

  /** Creates a machine with one disk. */
  public Machine(Path disk, int memory, int vcpus, @Nullable Loader loader) {
    this(disk, memory, vcpus, loader, List.of());
  }

  /** Checks the values and throws {@link InputException} for one that can't be. */
  public Machine {
    volumes = List.copyOf(volumes);
    if (memory < LEAST_MEMORY || memory > MOST_MEMORY) {
      throw new InputException(
          "memory is " + memory + " MiB",
          "Give <memory> between " + LEAST_MEMORY + " and " + MOST_MEMORY + " MiB.");
    }
    if (vcpus < 1 || vcpus > MOST_VCPUS) {
      throw new InputException(
          "vcpus is " + vcpus, "Give <vcpus> between 1 and " + MOST_VCPUS + ".");
    }
    Volume.requireDifferent(volumes);
  }
}
