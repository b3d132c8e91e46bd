package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.DiskModel;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import io.github.ec2unikernel.harness.model.Volume;
import java.util.Optional;

/** What the machine's two IDE channels can't have. */
final class DiskLimits {

  private static final int IDE_DISKS = 4;

  private static final String HINT =
      "Give <diskModel> of <boot> (unikernel.boot.diskModel) as virtio or nvme.";

  private DiskLimits() {}

  /** Returns what a machine's disks have that IDE disks can't, if they are such. */
  static Optional<InputException> refusal(Machine machine) {
    if (machine.model().diskInQemu() != DiskModel.IDE) {
      return Optional.empty();
    }
    int count = machine.volumes().size() + (machine.source() instanceof Source.Disk ? 1 : 0);
    if (count > IDE_DISKS) {
      return Optional.of(
          new InputException(
              "the guest has " + count + " disks, and there is room for 4 IDE disks", HINT));
    }
    return machine.volumes().stream()
        .filter(Volume::readOnly)
        .findFirst()
        .map(
            volume ->
                new InputException(
                    "the volume " + volume.device() + " is read-only, which IDE disks can't be",
                    HINT));
  }
}
