package io.github.ec2unikernel.harness.xen;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.Fact;
import io.github.ec2unikernel.harness.qemu.Accelerator;
import io.github.ec2unikernel.harness.qemu.AcceleratorProbe;
import io.github.ec2unikernel.harness.qemu.KvmTrial;
import io.github.ec2unikernel.harness.qemu.Qemu;
import io.github.ec2unikernel.harness.xen.warm.StateCache;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Xen in a QEMU machine, which needs neither Xen nor KVM on this one. */
public final class XenBackend implements Backend {

  /** Its name in a configuration. */
  public static final String ID = "xen-qemu";

  /** How long dom0 may take to come up and to build the guest: 4 s measured under emulation. */
  private static final Duration FOR_GUEST_EMULATED = Duration.ofMinutes(4);

  private static final Duration FOR_GUEST = Duration.ofSeconds(30);

  /** What each line of Xen's begins with. */
  private static final String XENS_WORD = "(XEN)";

  private final MachineParts host;
  private final AcceleratorProbe probe;

  private XenBackend(MachineParts host, AcceleratorProbe probe) {
    this.host = host;
    this.probe = probe;
  }

  /**
   * Returns what this machine has, once the appliance is built.
   *
   * @param cache the directory of built appliances
   * @param offline whether packages may not be fetched, so that the appliance has to be there
   * @param warm whether machines are saved in the cache and started from there
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if this machine can't boot
   *     anything
   */
  public static XenBackend find(
      Path cache, boolean offline, boolean warm, ApplianceListener listener) {
    Qemu.require();
    ApplianceCache parts = new ApplianceCache(cache, offline);
    Appliance appliance = parts.get(listener);
    AcceleratorProbe probe = new AcceleratorProbe(KvmTrial.ofXen(appliance.xen()), cache);
    Optional<StateCache> states = warm ? Optional.of(StateCache.in(cache)) : Optional.empty();
    MachineParts host =
        new MachineParts(appliance, () -> parts.deviceModel(listener), probe.probe(), states);
    return new XenBackend(host, probe);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String setup() {
    return "Xen in QEMU (" + host.accelerator().id() + ")";
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        new Fact("backend", id() + ", Xen in QEMU"),
        new Fact("accelerator", host.accelerator().id()));
  }

  @Override
  public List<Fact> devices(Guest guest) {
    return guest instanceof Guest.OfFirmware disk
        ? List.of(
            new Fact("disks", BiosWork.controller(disk) + " for the boot loader, and Xen's own"))
        : List.of();
  }

  @Override
  public HostNames names() {
    return new HostNames("dom0", "QEMU");
  }

  @Override
  public Duration forGuest() {
    return host.accelerator() == Accelerator.TCG ? FOR_GUEST_EMULATED : FOR_GUEST;
  }

  @Override
  public GuestMachine start(Guest guest, Path scratch, MachineListener listener) {
    return new XenStarter(host, XenWork.of(guest, host), scratch, listener).start();
  }

  /** A Xen that speaks and comes to no dom0 ran, but not far; without its words it was QEMU. */
  static boolean isKvmToBlame(String log, boolean began) {
    return AcceleratorProbe.hasFailed(log) || (!began && log.contains(XENS_WORD));
  }

  /** KVM may start Xen, but no dom0; that is kept in mind. */
  @Override
  public Optional<Backend> instead(String log, boolean began) {
    if (host.accelerator() == Accelerator.TCG || !isKvmToBlame(log, began)) {
      return Optional.empty();
    }
    probe.distrust();
    MachineParts emulated =
        new MachineParts(host.appliance(), host.deviceModel(), Accelerator.TCG, host.states());
    return Optional.of(new XenBackend(emulated, probe));
  }
}
