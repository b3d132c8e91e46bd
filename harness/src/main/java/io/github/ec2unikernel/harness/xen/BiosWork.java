package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.DeviceModel;
import io.github.ec2unikernel.harness.model.Machine;
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
