package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The virtual machine to boot.
 *
 * @param source what it boots
 * @param type what kind of guest it is; null lets the kernel decide
 * @param memory the guest's memory in MiB, at least {@link #LEAST_MEMORY}
 * @param vcpus the guest's virtual CPUs, 1 to {@link #MOST_VCPUS}
 * @param loader who loads the kernel; null lets the kernel decide
 * @param arguments the kernel's arguments; null for those of the disk's menu, or none
 * @param volumes its further disks, each with a letter of its own
 * @param networks its network interfaces, each on a network of its own
 * @param store keys and values for the guest's folder in Xen's store, {@code rumprun/cfg} for one
 * @param model what an HVM guest is to find
 */
public record Machine(
    Source source,
    @Nullable GuestType type,
    int memory,
    int vcpus,
    @Nullable Loader loader,
    @Nullable String arguments,
    List<Volume> volumes,
    List<Network> networks,
    Map<String, String> store,
    MachineModel model) {

  /** GRUB for Xen needs this much to load anything at all, in MiB. */
  public static final int LEAST_MEMORY = 32;

  /** More than QEMU's q35 machine can address without special options, in MiB. */
  public static final int MOST_MEMORY = 1 << 20;

  /** Xen PV guests may have more; a unikernel does not use them. */
  public static final int MOST_VCPUS = 32;

  /** What is enough for most unikernels, in MiB. */
  public static final int USUAL_MEMORY = 128;

  /** Checks the values and throws {@link InputException} for one that can't be. */
  public Machine {
    volumes = List.copyOf(volumes);
    networks = List.copyOf(networks);
    store = Collections.unmodifiableMap(new LinkedHashMap<>(store));
    if (memory < LEAST_MEMORY || memory > MOST_MEMORY) {
      throw new InputException(
          "memory is " + memory + " MiB",
          "Give <memory> between " + LEAST_MEMORY + " and " + MOST_MEMORY + " MiB.");
    }
    if (vcpus < 1 || vcpus > MOST_VCPUS) {
      throw new InputException(
          "vcpus is " + vcpus, "Give <vcpus> between 1 and " + MOST_VCPUS + ".");
    }
    requireOneLine(arguments);
    Volume.requireDifferent(volumes);
    Network.requireDifferent(networks);
    StoreKey.require(store);
  }

  private static void requireOneLine(@Nullable String arguments) {
    if (arguments != null && arguments.chars().anyMatch(Character::isISOControl)) {
      throw new InputException(
          "<kernelArgs> has a line end or another control character: '" + arguments + "'",
          "Write the arguments in one line, with blanks between them.");
    }
  }

  /** Returns a machine that boots a raw disk, with {@link #USUAL_MEMORY} and one vcpu. */
  public static Machine ofDisk(Path disk) {
    return of(new Source.Disk(disk));
  }

  /** Returns a machine that starts a kernel directly, with {@link #USUAL_MEMORY} and one vcpu. */
  public static Machine ofKernel(Path kernel, Path... modules) {
    return of(new Source.Kernel(kernel, List.of(modules)));
  }

  /** Returns a machine with {@link #USUAL_MEMORY} and one vcpu. */
  public static Machine of(Source source) {
    return new Machine(
        source,
        null,
        USUAL_MEMORY,
        1,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        MachineModel.ANY);
  }

  /** Returns the same machine with something else to boot. */
  public Machine withSource(Source other) {
    return new Machine(
        other, type, memory, vcpus, loader, arguments, volumes, networks, store, model);
  }

  /** Returns the same machine as another kind of guest. */
  public Machine withType(@Nullable GuestType other) {
    return new Machine(
        source, other, memory, vcpus, loader, arguments, volumes, networks, store, model);
  }

  /** Returns the same machine with another size of memory, in MiB. */
  public Machine withMemory(int other) {
    return new Machine(
        source, type, other, vcpus, loader, arguments, volumes, networks, store, model);
  }

  /** Returns the same machine with another number of virtual CPUs. */
  public Machine withVcpus(int other) {
    return new Machine(
        source, type, memory, other, loader, arguments, volumes, networks, store, model);
  }

  /** Returns the same machine with a loader; null lets the kernel decide. */
  public Machine withLoader(@Nullable Loader other) {
    return new Machine(
        source, type, memory, vcpus, other, arguments, volumes, networks, store, model);
  }

  /** Returns the same machine with other kernel arguments; null for those of the disk's menu. */
  public Machine withArguments(@Nullable String other) {
    return new Machine(source, type, memory, vcpus, loader, other, volumes, networks, store, model);
  }

  /** Returns the same machine with these further disks. */
  public Machine withVolumes(List<Volume> others) {
    return new Machine(
        source, type, memory, vcpus, loader, arguments, others, networks, store, model);
  }

  /** Returns the same machine with these networks. */
  public Machine withNetworks(List<Network> others) {
    return new Machine(
        source, type, memory, vcpus, loader, arguments, volumes, others, store, model);
  }

  /** Returns the same machine with these keys and values in its folder of Xen's store. */
  public Machine withStore(Map<String, String> others) {
    return new Machine(
        source, type, memory, vcpus, loader, arguments, volumes, networks, others, model);
  }

  /** Returns the same machine, of another model. */
  public Machine withModel(MachineModel other) {
    return new Machine(
        source, type, memory, vcpus, loader, arguments, volumes, networks, store, other);
  }
}
