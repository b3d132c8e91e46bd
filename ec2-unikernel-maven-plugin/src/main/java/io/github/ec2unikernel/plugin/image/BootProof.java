package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.Obstacle;
import io.github.ec2unikernel.harness.disk.PvGrub;
import io.github.ec2unikernel.harness.disk.RawDisk;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.ByteSource;
import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.util.List;

/**
 * What the generations of PV-GRUB are to make of a disk.
 *
 * @param resolutions one for each generation, the newest first
 */
record BootProof(List<Resolution> resolutions) {

  /**
   * Follows PV-GRUB over a disk that is not written yet.
   *
   * @throws InputException if the newest PV-GRUB would start nothing
   */
  static BootProof of(DiskPlan plan) {
    List<Resolution> planned;
    try {
      planned = PvGrub.resolveAll(plan.asDisk());
    } catch (IOException e) {
      throw new IllegalStateException("a planned disk is in memory", e);
    }
    Resolution newest = planned.get(0);
    if (newest.booted().isEmpty()) {
      Obstacle obstacle = newest.obstacles().get(0);
      throw new InputException(
          "%s would boot nothing from this disk: %s"
              .formatted(newest.generation().label(), obstacle.what()),
          obstacle.hint());
    }
    return new BootProof(planned);
  }

  /**
   * Follows PV-GRUB over the disk as it was written, and returns what it makes of that.
   *
   * @throws IllegalStateException if a generation would make anything else of it than of the plan
   * @throws IOException if the disk can't be read
   */
  BootProof requireSame(ByteSource written) throws IOException {
    List<Resolution> found = PvGrub.resolveAll(new RawDisk(written));
    for (int i = 0; i < resolutions.size(); i++) {
      Resolution planned = resolutions.get(i);
      Resolution real = found.get(i);
      // What was passed over before the menu is told in other words of a plan.
      if (!planned.menu().equals(real.menu())
          || !planned.list().equals(real.list())
          || !planned.outcomes().equals(real.outcomes())) {
        throw new IllegalStateException(
            "the disk was not written as planned; planned: %s; written: %s"
                .formatted(planned.summary(), real.summary()));
      }
    }
    return new BootProof(found);
  }
}
