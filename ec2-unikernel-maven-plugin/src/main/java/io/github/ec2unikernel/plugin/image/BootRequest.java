package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a disk is to boot.
 *
 * @param way by which way, or null if its kernels decide
 * @param firmwares what is to start it, or empty for what fits the way
 */
public record BootRequest(@Nullable BootWay way, Set<Firmware> firmwares) {

  /** Copies the set. */
  public BootRequest {
    firmwares = Set.copyOf(firmwares);
  }

  /** Returns what leaves all to the kernels. */
  public static BootRequest auto() {
    return new BootRequest(null, Set.of());
  }
}
