package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.kernel.Way;
import io.github.ec2unikernel.harness.model.BootWay;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A machine image, as far as it decides where it launches.
 *
 * @param family what made its kernel
 * @param ways by which ways the kernel can be booted, {@code way} among them
 * @param way by which it is
 * @param bootMode what starts its disk, null for a PV image
 * @param ena whether it says that it drives ENA
 */
public record LaunchImage(
    Producer.Name family,
    Set<BootWay> ways,
    BootWay way,
    @Nullable BootMode bootMode,
    boolean ena) {

  /** Copies the set. */
  public LaunchImage {
    ways = Set.copyOf(ways);
    if ((bootMode == null) == way.isHvm()) {
      throw new IllegalArgumentException(way + " and " + bootMode);
    }
  }

  /** Returns the ways by which a kernel boots, in a set that the caller may change. */
  public static Set<BootWay> ways(Triage triage) {
    Set<BootWay> ways = EnumSet.noneOf(BootWay.class);
    for (Way way : triage.ways()) {
      BootWay bootWay = way.kind().bootWay();
      if (way.answer() == Way.Answer.YES && bootWay != null) {
        ways.add(bootWay);
      }
    }
    return ways;
  }
}
