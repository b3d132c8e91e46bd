package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.BootDisk;
import io.github.ec2unikernel.harness.launch.InstanceFamilies;
import io.github.ec2unikernel.harness.launch.InstanceType;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;

/**
 * The EC2 instance type that a disk is meant for.
 *
 * @param name its name, {@code t3.micro} for one
 * @param place where it was given, for messages: {@code <instanceType> of <boot>}
 */
public record MeantType(String name, String place) {

  /**
   * Returns what the disk meets there.
   *
   * @param disk the disk, which tells what it is for where a type runs PV and HVM images
   * @throws InputException if nothing is known of the type, or it runs no x86 code, or there is no
   *     such disk
   */
  public Hypervisor hypervisor(Path disk) {
    InstanceType type =
        InstanceFamilies.find(name)
            .orElseThrow(
                () ->
                    new InputException(
                        place + " is '" + name + "', whose family is not known",
                        "Name a type of a known family, t3.micro or m4.large for one, or leave it"
                            + " out."));
    if (!type.x86()) {
      throw new InputException(
          place + " is '" + name + "', which runs ARM code, and images are of x86",
          "Name a type with an Intel or AMD processor, t3.micro for one.");
    }
    if (type.hypervisors().size() == 1) {
      return type.hypervisors().iterator().next();
    }
    return BootDisk.start(disk).firmwares().isEmpty() ? Hypervisor.XEN_PV : Hypervisor.XEN_HVM;
  }
}
