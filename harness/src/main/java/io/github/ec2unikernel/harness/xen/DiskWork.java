package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.Machine;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A guest that boots from its disk.
 *
 * @param guest the guest
 */
record DiskWork(Guest.OfDisk guest) implements XenWork {

  @Override
  public GuestJob job() {
    return GuestJob.of(guest.machine(), guest.loader(), guest.entry());
  }

  @Override
  public Hardware hardware(Path scratch) throws IOException {
    Machine machine = guest.machine();
    return new Hardware(GuestDisks.drives(machine), machine.memory(), 0, machine.networks());
  }
}
