package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.DeviceModel;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.MachineModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A guest that starts with the boot code on its disk, which a BIOS and a device model in dom0 give
 * it.
 *
 * @param machine the machine, which has a disk as its source
 * @param deviceModel what dom0 gets for it
 */
record BiosWork(Machine machine, DeviceModel deviceModel) implements XenWork {

  /** What dom0 knows the archive's drive by. */
  private static final String NAME = "hvm";

  /** What the device model and Xen take beside the guest's memory and the archive, in MiB. */
  private static final int MEMORY = 64;

  /** Throws {@link InputException} for a guest that is to find what Xen's do not. */
  static void require(Guest.OfFirmware guest) {
    MachineModel model = guest.machine().model();
    if (guest.firmware() == Firmware.UEFI) {
      throw new InputException(
          guest.name() + " is to be started by UEFI, and Xen's HVM guests have a BIOS, as on EC2",
          "Leave <firmware> of <boot> (unikernel.boot.firmware) or the backend out.");
    }
    if ((model.disk() != null && model.disk() != DiskModel.IDE) || model.nic() != null) {
      throw new InputException(
          guest.name()
              + " is to find a disk or a network interface of another model than Xen's HVM guests"
              + " have: IDE for the boot loader, and Xen's own",
          "Leave <diskModel> and <nicModel> of <boot> (unikernel.boot.diskModel,"
              + " unikernel.boot.nicModel) or the backend out.");
    }
  }

  @Override
  public GuestJob job() {
    return GuestJob.ofBios(machine);
  }

  @Override
  public Hardware hardware(Path scratch) throws IOException {
    long length = Files.size(deviceModel.archive());
    List<Drive> drives = new ArrayList<>();
    drives.add(Drive.of(NAME, deviceModel.archive(), length));
    drives.addAll(GuestDisks.drives(machine));
    return new Hardware(
        drives, machine.memory(), FileArchive.dom0Memory(length) + MEMORY, machine.networks());
  }
}
