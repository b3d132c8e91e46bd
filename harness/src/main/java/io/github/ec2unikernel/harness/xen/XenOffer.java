package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.BackendOffer;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.machine.KernelType;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.qemu.Qemu;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Xen in a QEMU machine, as a choice.
 *
 * @param cache the directory of built appliances
 * @param offline whether packages may not be fetched, so that the appliance has to be there
 * @param warm whether machines are saved in the cache and started from there
 * @param listener is told how an appliance is built
 */
public record XenOffer(Path cache, boolean offline, boolean warm, ApplianceListener listener)
    implements BackendOffer {

  @Override
  public String id() {
    return XenBackend.ID;
  }

  @Override
  public Optional<EnvironmentException> absence() {
    return Qemu.missing();
  }

  @Override
  public Optional<InputException> refusal(Guest guest) {
    if (guest instanceof Guest.OfKernel kernel && !isForXen(kernel.kernel())) {
      return Optional.of(
          new InputException(
              kernel.name()
                  + " is "
                  + kernel.kernel().kind()
                  + " with neither Xen's ELF notes nor a __xen_guest section",
              "Give a kernel that is built for Xen, or take another backend (ec2-unikernel:inspect"
                  + " says what a file is)."));
    }
    try {
      if (guest instanceof Guest.OfKernel kernel) {
        KernelType.of(kernel);
        KernelWork.require(kernel.machine());
      } else if (guest instanceof Guest.OfDisk disk) {
        DiskWork.require(disk);
      } else if (guest instanceof Guest.OfFirmware firmware) {
        BiosWork.require(firmware);
      }
      return Optional.empty();
    } catch (InputException e) {
      return Optional.of(e);
    }
  }

  /** Boot code that needs no Xen would run in an emulated machine within an emulated one. */
  @Override
  public boolean isOnlyByName(Guest guest) {
    return guest instanceof Guest.OfFirmware it
        && !it.way().needsXen()
        && it.machine().model().hypervisor() != Hypervisor.XEN_HVM;
  }

  /** A bzImage may be packed in a way that only Xen's own tools read. */
  private static boolean isForXen(Triage kernel) {
    return !kernel.xenNotes().isEmpty()
        || !kernel.xenGuest().isEmpty()
        || (kernel.linux() != null && kernel.elf() == null);
  }

  @Override
  public Backend open() {
    return XenBackend.find(cache, offline, warm, listener);
  }
}
