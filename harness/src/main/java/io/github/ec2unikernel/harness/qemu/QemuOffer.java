package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.BackendOffer;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * QEMU without Xen, as a choice.
 *
 * @param cache the directory where it is kept whether KVM works, and what machines are given
 * @param offline whether packages may not be fetched, so that UEFI has to be there
 * @param listener is told how UEFI is fetched
 */
public record QemuOffer(Path cache, boolean offline, ApplianceListener listener)
    implements BackendOffer {

  /** Its name in a configuration. */
  public static final String ID = "qemu";

  private static final String UNDER_XEN =
      "Boot it under Xen: leave <backend> (unikernel.boot.backend) out.";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<EnvironmentException> absence() {
    return Qemu.missing();
  }

  @Override
  public Optional<InputException> refusal(Guest guest) {
    if (guest instanceof Guest.OfFirmware disk) {
      return machineRefusal(disk.machine())
          .or(() -> wayRefusal(disk))
          .or(() -> DiskLimits.refusal(disk.machine()))
          .or(() -> argumentsRefusal(disk.machine()));
    } else if (guest instanceof Guest.OfKernel kernel) {
      return machineRefusal(kernel.machine())
          .or(() -> DiskLimits.refusal(kernel.machine()))
          .or(() -> kernelRefusal(kernel));
    }
    String what =
        guest instanceof Guest.OfDisk
            ? " boots as EC2's PV-GRUB boots it"
            : " describes Xen's guest";
    return Optional.of(
        new InputException(guest.name() + what + ", and there is no Xen", UNDER_XEN));
  }

  private static Optional<InputException> machineRefusal(Machine machine) {
    GuestType type = machine.type();
    if (type != null && type != GuestType.HVM) {
      return Optional.of(
          new InputException(
              "the guest's <type> is '" + type.id() + "', and there is no Xen", UNDER_XEN));
    }
    if (!machine.store().isEmpty()) {
      return Optional.of(
          new InputException(
              "the guest is to get "
                  + machine.store().keySet()
                  + " in Xen's store, and there is none",
              UNDER_XEN));
    }
    return Optional.empty();
  }

  private static Optional<InputException> wayRefusal(Guest.OfFirmware guest) {
    return guest.way().needsXen()
        ? Optional.of(
            new InputException(
                "%s boots its kernel %s, and there is no Xen"
                    .formatted(
                        guest.name(),
                        guest.way() == BootWay.SHIM ? "in Xen's PV shim" : "as Xen's PVH guest"),
                UNDER_XEN))
        : Optional.empty();
  }

  private static Optional<InputException> argumentsRefusal(Machine machine) {
    return machine.arguments() == null
        ? Optional.empty()
        : Optional.of(
            new InputException(
                "the kernel is to get the arguments '"
                    + machine.arguments()
                    + "', and it is the boot loader on the disk that hands them over",
                "Write them into the boot loader's configuration."));
  }

  private static Optional<InputException> kernelRefusal(Guest.OfKernel guest) {
    Optional<BootProtocol> protocol = BootProtocol.of(guest.kernel());
    if (protocol.isEmpty()) {
      return Optional.of(BootProtocol.refusal(guest.kernel()));
    }
    List<Path> modules = ((Source.Kernel) guest.machine().source()).modules();
    if (protocol.get() != BootProtocol.MULTIBOOT && modules.size() > 1) {
      return Optional.of(
          new InputException(
              guest.name()
                  + " is to get the modules "
                  + modules
                  + ", and only multiboot has a list",
              "Join them into one file."));
    }
    return Optional.empty();
  }

  @Override
  public Backend open() {
    return QemuBackend.find(cache, offline, listener);
  }
}
