package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a disk boots.
 *
 * @param way by which way
 * @param firmwares what can start it: one of them or both; none for {@link BootWay#PVGRUB}
 * @param kernel the file of the kernel that it boots by default, or null where that is unknown: on
 *     a ready disk, or where a menu of the project's own has kernels of different makers
 */
public record DiskBoot(BootWay way, Set<Firmware> firmwares, @Nullable Path kernel) {

  /** Copies the set. */
  public DiskBoot {
    firmwares = Set.copyOf(firmwares);
    if (firmwares.isEmpty() == way.isHvm()) {
      throw new IllegalArgumentException(way + " and " + firmwares);
    }
  }

  /** Returns that of a disk that EC2's PV-GRUB boots. */
  public static DiskBoot byPvGrub(Path kernel) {
    return new DiskBoot(BootWay.PVGRUB, Set.of(), kernel);
  }
}
