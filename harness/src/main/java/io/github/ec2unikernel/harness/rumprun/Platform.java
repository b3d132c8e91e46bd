package io.github.ec2unikernel.harness.rumprun;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;

/** What a unikernel of rumprun runs on, and how its drivers name things there. */
public enum Platform {
  /** A PC with virtio devices. */
  HW("vioif"),
  /** Xen's paravirtual devices. */
  XEN("xenif");

  private final String interfaces;

  Platform(String interfaces) {
    this.interfaces = interfaces;
  }

  /**
   * Returns what a kernel was built for.
   *
   * @throws InputException if it is for neither
   */
  static Platform of(Path kernel) {
    Triage triage = Triage.of(kernel);
    if (!triage.xenNotes().isEmpty() || !triage.xenGuest().isEmpty()) {
      return XEN;
    } else if (!triage.multiboot().isEmpty()) {
      return HW;
    }
    throw new InputException(
        kernel + " is " + triage.kind() + ", which runs on neither of rumprun's platforms",
        "Bake it for hw_virtio or for xen.");
  }

  /** Returns the name of a network interface, by its number from 0. */
  String networkInterface(int number) {
    return interfaces + number;
  }
}
