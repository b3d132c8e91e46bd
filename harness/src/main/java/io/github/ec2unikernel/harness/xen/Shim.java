package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;

/** Xen's shim, which runs a PV guest inside a PVH guest. */
final class Shim {

  /** Where dom0 gets it. */
  static final String PATH = "guest/xen-shim";

  /** What a PVH guest with the shim takes beside the memory of the guest in it, in MiB. */
  private static final int MEMORY = 64;

  private Shim() {}

  /** Tells whether a machine's guest runs in it. */
  static boolean isFor(Machine machine) {
    return machine.type() == GuestType.SHIM;
  }

  /** Returns what a machine's guest needs of Xen's memory, in MiB. */
  static int memory(Machine machine) {
    return machine.memory() + (isFor(machine) ? MEMORY : 0);
  }
}
