package io.github.ec2unikernel.harness.machine;

import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.kernel.Way;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;

/** Decides what kind of Xen guest a kernel is started in. */
public final class KernelType {

  private KernelType() {}

  /**
   * Returns the machine's own type, or for none the kernel's: PV where it can be, else PVH.
   *
   * @throws InputException if the kernel is known not to run as the type that is asked for
   */
  public static GuestType of(Guest.OfKernel guest) {
    Path kernel = guest.machine().source().file();
    GuestType wanted = guest.machine().type();
    if (wanted == GuestType.HVM) {
      throw new InputException(
          "the kernel " + kernel + " is to be started as an hvm guest, which boots from a disk",
          "Put it on a disk with a boot loader, or give <type> as pv, pvh or shim.");
    }
    Triage triage = guest.kernel();
    boolean pv = triage.isBootable();
    boolean pvh =
        triage.ways().stream()
            .anyMatch(way -> way.kind() == Way.Kind.PVH && way.answer() != Way.Answer.NO);
    if (wanted == null) {
      // what is neither is left for Xen to refuse in its own words
      return !pv && pvh ? GuestType.PVH : GuestType.PV;
    }
    boolean fits = wanted == GuestType.PVH ? pvh || !pv : pv || !pvh;
    if (!fits) {
      throw new InputException(
          "the kernel %s is to be started as a %s guest, and is %s"
              .formatted(kernel, wanted.id(), triage.kind()),
          wanted == GuestType.PVH
              ? "Give <type> as pv or shim, or leave it out."
              : "Give <type> as pvh, or leave it out.");
    }
    return wanted;
  }
}
