package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.appliance.UefiFirmware;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.Hypervisor;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.NicModel;
import io.github.ec2unikernel.harness.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** QEMU itself: a PC with a BIOS or UEFI, for what needs no Xen. */
public final class QemuBackend implements Backend {

  /** QEMU is there at once; the rest is for a machine that is busy with other things. */
  private static final Duration FOR_GUEST = Duration.ofSeconds(60);

  private final AcceleratorProbe probe;
  private final Supplier<UefiFirmware> uefi;
  private final Accelerator accelerator;

  private QemuBackend(
      AcceleratorProbe probe, Supplier<UefiFirmware> uefi, Accelerator accelerator) {
    this.uefi = uefi;
    this.probe = probe;
    this.accelerator = accelerator;
  }

  /**
   * Returns what this machine has.
   *
   * @param cache the directory where it is kept whether KVM works, and what machines are given
   * @param offline whether packages may not be fetched
   * @throws EnvironmentException if QEMU is not there
   */
  public static QemuBackend find(Path cache, boolean offline, ApplianceListener listener) {
    Qemu.require();
    AcceleratorProbe probe = new AcceleratorProbe(KvmTrial.ofFirmware(), cache);
    ApplianceCache parts = new ApplianceCache(cache, offline);
    return new QemuBackend(probe, () -> parts.uefi(listener), probe.probe());
  }

  @Override
  public String id() {
    return QemuOffer.ID;
  }

  @Override
  public String setup() {
    return "QEMU (" + accelerator.id() + ")";
  }

  @Override
  public List<Fact> devices(Guest guest) {
    Machine machine = machine(guest);
    List<Fact> facts = new ArrayList<>();
    if (machine.source() instanceof Source.Disk || !machine.volumes().isEmpty()) {
      facts.add(new Fact("disks", machine.model().diskInQemu().id()));
    }
    if (!machine.networks().isEmpty()) {
      NicModel nic = machine.model().nicInQemu();
      boolean forEna = machine.model().hypervisor() == Hypervisor.NITRO;
      facts.add(new Fact("nics", nic.id() + (forEna ? ", as QEMU has no ENA" : "")));
    }
    return facts;
  }

  private static Machine machine(Guest guest) {
    return guest instanceof Guest.OfKernel kernel
        ? kernel.machine()
        : ((Guest.OfFirmware) guest).machine();
  }

  @Override
  public HostNames names() {
    return new HostNames("QEMU", "QEMU");
  }

  @Override
  public Duration forGuest() {
    return FOR_GUEST;
  }

  @Override
  public GuestMachine start(Guest guest, Path scratch, MachineListener listener) {
    Machine machine = machine(guest);
    try {
      QemuCommand command =
          new QemuCommand(
              machine,
              scratch,
              boot(guest, scratch),
              QemuDisk.lay(machine, scratch),
              accelerator,
              Qemu.isRoot());
      return QemuMachine.start(command, listener);
    } catch (IOException e) {
      throw new EnvironmentException(
          "the machine can't be set up in " + scratch + ": " + e.getMessage(),
          "See that the directory for temporary files is writable and has room.",
          e);
    }
  }

  private List<String> boot(Guest guest, Path scratch) throws IOException {
    if (guest instanceof Guest.OfKernel kernel) {
      BootProtocol protocol = BootProtocol.of(kernel.kernel()).orElseThrow();
      return new KernelWords(kernel, protocol, scratch).words();
    }
    boolean byUefi = ((Guest.OfFirmware) guest).firmware() == Firmware.UEFI;
    return byUefi ? new UefiWords(uefi.get(), scratch).words() : List.of();
  }

  /** KVM may start the firmware, but no kernel; that is kept in mind. */
  @Override
  public Optional<Backend> instead(String log, boolean began) {
    if (accelerator == Accelerator.TCG || !AcceleratorProbe.hasFailed(log)) {
      return Optional.empty();
    }
    probe.distrust();
    return Optional.of(new QemuBackend(probe, uefi, Accelerator.TCG));
  }
}
