package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;

/** Puts a machine into words. */
final class SetupWords {

  private SetupWords() {}

  static String of(Machine machine) {
    GuestType type = machine.type();
    return (type == null || type == GuestType.PV ? "" : type.id() + ", ")
        + machine.memory()
        + " MiB, "
        + count(machine.vcpus(), "vcpu")
        + (machine.volumes().isEmpty() ? "" : ", " + count(machine.volumes().size(), "volume"))
        + (machine.networks().isEmpty() ? "" : ", " + count(machine.networks().size(), "network"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
