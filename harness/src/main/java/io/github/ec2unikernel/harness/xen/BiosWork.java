package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.DeviceModel;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootWay;
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
 * @param way what the disk's boot loader does
 * @param deviceModel what dom0 gets for it
 */
record BiosWork(Machine machine, BootWay way, DeviceModel deviceModel) implements XenWork {

  /** What dom0 knows the archive's drive by. */
  private static final String NAME = "hvm";

  /** As on EC2. The BIOS reads it word by word, each of which comes to the device model. */
  private static final String IDE = "ide";

  /**
   * Where the BIOS's reading takes one command for many sectors: it makes minutes seconds where
   * only the boot loader reads so, and the kernel knows Xen's disks alone.
   */
  private static final String AHCI = "ahci";

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
    for (String name : GuestDisks.readOnly(guest.machine())) {
      throw new InputException(
          "the volume "
              + name
              + " is read-only (<readOnly> of <boot>), which the disks of Xen's HVM guests can't"
              + " be",
          "Leave it out of <readOnly>: what the guest writes is thrown away, and never comes to the"
              + " volume's file.");
    }
  }

  @Override
  public GuestJob job() {
    return GuestJob.ofBios(machine, controller(machine, way), way.needsXen());
  }

  /** Returns xl's name of what the BIOS finds a guest's disks at. */
  static String controller(Guest.OfFirmware guest) {
    return controller(guest.machine(), guest.way());
  }

  private static String controller(Machine machine, BootWay way) {
    return way.needsXen() && machine.model().disk() == null ? AHCI : IDE;
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

  /**
   * The BIOS has started, and waits before it reads the disk. The device model is told the disks'
   * geometry and guesses none from their first sectors, and dom0 forgets what Linux has read of
   * them.
   */
  @Override
  public boolean readsNoDisk() {
    return true;
  }

  /** The device model and the BIOS run in what is saved. */
  @Override
  public List<String> parts() {
    return List.of(deviceModel.directory().getFileName().toString());
  }
}
