package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.kernel.KernelUnpacker;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A guest whose kernel dom0 gets as a file.
 *
 * @param machine the machine, which has a kernel as its source
 * @param shim Xen's shim
 */
record KernelWork(Machine machine, Path shim) implements XenWork {

  private static final String KERNEL = "guest/kernel";
  private static final String RAMDISK = "guest/ramdisk";

  /** Refuses what libxl can't hand over. */
  KernelWork {
    require(machine);
  }

  /** Throws {@link InputException} for a machine whose modules libxl can't hand over. */
  static void require(Machine machine) {
    List<Path> modules = ((Source.Kernel) machine.source()).modules();
    if (modules.size() > 1) {
      throw new InputException(
          "the kernel "
              + machine.source().file()
              + " is to get the modules "
              + modules
              + ", and libxl hands one ramdisk over",
          "Join them into one file, or boot the kernel from a disk.");
    }
  }

  @Override
  public GuestJob job() {
    return GuestJob.of(machine, "/" + KERNEL, modules().isEmpty() ? "" : "/" + RAMDISK);
  }

  @Override
  public Hardware hardware(Path scratch) throws IOException {
    FileArchive archive = new FileArchive(scratch);
    archive.add(KERNEL, unpacked(scratch));
    for (Path module : modules()) {
      archive.add(RAMDISK, module);
    }
    if (Shim.isFor(machine)) {
      archive.add(Shim.PATH, shim);
    }
    List<Drive> drives = new ArrayList<>();
    drives.add(archive.drive());
    drives.addAll(GuestDisks.drives(machine));
    return new Hardware(drives, Shim.memory(machine), archive.dom0Memory(), machine.networks());
  }

  /** libxl has no room in dom0 to unpack a Linux, and does not know all packings. */
  private Path unpacked(Path scratch) throws IOException {
    Path kernel = scratch.resolve("kernel");
    KernelUnpacker.unpack(machine.source().file(), kernel);
    return kernel;
  }

  private List<Path> modules() {
    return ((Source.Kernel) machine.source()).modules();
  }
}
