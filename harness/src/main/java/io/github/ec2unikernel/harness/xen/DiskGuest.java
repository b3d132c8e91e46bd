package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Machine;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A guest that boots from its disk.
 *
 * @param machine the machine
 * @param loader who loads the kernel
 * @param job what dom0 has to do
 */
public record DiskGuest(Machine machine, Loader loader, GuestJob job) implements Guest {

  @Override
  public String setup() {
    return loader.id()
        + ", "
        + machine.memory()
        + " MiB, "
        + machine.vcpus()
        + (machine.vcpus() == 1 ? " vcpu" : " vcpus")
        + volumes();
  }

  private String volumes() {
    int count = machine.volumes().size();
    return count == 0 ? "" : ", " + count + (count == 1 ? " volume" : " volumes");
  }

  @Override
  public Hardware hardware(Path scratch) throws IOException {
    return new Hardware(GuestDisks.drives(machine), machine.memory(), 0);
  }
}
