package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.machine.KernelType;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What one guest asks of the machine that runs Xen, and of its dom0. */
interface XenWork {

  /**
   * Returns the work for a guest.
   *
   * @param host what holds the files that some guests need beside their own
   */
  static XenWork of(Guest guest, MachineParts host) {
    if (guest instanceof Guest.OfDisk disk) {
      return new DiskWork(disk, host.appliance().shim());
    } else if (guest instanceof Guest.OfKernel kernel) {
      Path shim = host.appliance().shim();
      return new KernelWork(kernel.machine().withType(KernelType.of(kernel)), shim);
    } else if (guest instanceof Guest.OfFirmware bios) {
      Machine machine = bios.machine().withType(GuestType.HVM);
      return new BiosWork(machine, bios.way(), host.deviceModel().get());
    }
    return new XlWork(((Guest.OfXl) guest).config(), guest.networks());
  }

  /** Returns what dom0 has to do. */
  GuestJob job();

  /**
   * Returns what the machine has to have.
   *
   * @param scratch a folder for files that are made for it, removed after the boot
   */
  Hardware hardware(Path scratch) throws IOException;

  /**
   * Tells whether the guest is built without a look at its disks, so that it can be saved then and
   * go on with others.
   */
  default boolean readsNoDisk() {
    return false;
  }

  /**
   * Returns the names of what dom0 runs from a disk before the guest is saved, each of which stands
   * for one content.
   */
  default List<String> parts() {
    return List.of();
  }
}
