package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A guest that boots from its disk.
 *
 * @param guest the guest
 * @param shim Xen's shim
 */
record DiskWork(Guest.OfDisk guest, Path shim) implements XenWork {

  /** Refuses what boots from no disk here. */
  DiskWork {
    require(guest);
  }

  /** Throws {@link InputException} for a disk that is to boot as what it can't here. */
  static void require(Guest.OfDisk guest) {
    GuestType type = guest.machine().type();
    if (type == GuestType.PVH || type == GuestType.HVM) {
      throw new InputException(
          "the disk %s is to be booted in a %s guest of Xen, and here its menu's kernel runs in a pv"
                  .formatted(guest.machine().source().file(), type.id())
              + " guest, or in a shim",
          "Give <type> as pv or shim; a disk with a BIOS boot loader boots by the backend qemu.");
    }
  }

  @Override
  public GuestJob job() {
    return GuestJob.of(guest.machine(), guest.loader(), guest.entry());
  }

  @Override
  public Hardware hardware(Path scratch) throws IOException {
    Machine machine = guest.machine();
    List<Drive> drives = new ArrayList<>(GuestDisks.drives(machine));
    int dom0Memory = 0;
    if (Shim.isFor(machine)) {
      FileArchive archive = new FileArchive(scratch);
      archive.add(Shim.PATH, shim);
      drives.add(0, archive.drive());
      dom0Memory = archive.dom0Memory();
    }
    return new Hardware(drives, Shim.memory(machine), dom0Memory, machine.networks());
  }

  @Override
  public boolean readsNoDisk() {
    return guest.loader() == Loader.PVGRUB && !Shim.isFor(guest.machine());
  }
}
