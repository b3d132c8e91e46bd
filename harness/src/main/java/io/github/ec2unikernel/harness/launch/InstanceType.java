package io.github.ec2unikernel.harness.launch;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import java.util.Optional;
import java.util.Set;

/**
 * An instance type, as far as a kernel meets it.
 *
 * @param name its name, such as {@code t3.micro}
 * @param hypervisors what it runs images on: Xen's old types take PV images, HVM images or both
 * @param firmwares what starts HVM images on it
 * @param ena what it makes of ENA
 * @param x86 whether it runs 64-bit x86 code
 */
public record InstanceType(
    String name, Set<Hypervisor> hypervisors, Set<Firmware> firmwares, EnaUse ena, boolean x86) {

  /** Copies the sets. */
  public InstanceType {
    hypervisors = Set.copyOf(hypervisors);
    firmwares = Set.copyOf(firmwares);
  }

  /** Returns the hypervisor that an image of that way meets, if the type takes such images. */
  public Optional<Hypervisor> hypervisor(BootWay way) {
    return hypervisors.stream()
        .filter(hypervisor -> (hypervisor == Hypervisor.XEN_PV) != way.isHvm())
        .findFirst();
  }
}
