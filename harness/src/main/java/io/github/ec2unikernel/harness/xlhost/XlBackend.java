package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.machine.GuestMachine;
import io.github.ec2unikernel.harness.machine.HostNames;
import io.github.ec2unikernel.harness.machine.MachineListener;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.XenHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A Xen host with xl, this machine or one that ssh leads to.
 *
 * @param host the host
 * @param version the version of its Xen
 * @param appliance gives what GRUB for Xen is taken from
 */
public record XlBackend(XenHost host, String version, Supplier<Appliance> appliance)
    implements Backend {

  /** The backend's name in a configuration. */
  public static final String ID = "xl";

  /** How long a host may take to get the guest's files and to build it. */
  private static final Duration FOR_GUEST = Duration.ofMinutes(10);

  /**
   * Returns a host, once it has told of its Xen.
   *
   * @throws EnvironmentException if it is no Xen host, or can't be reached
   */
  static XlBackend find(XenHost host, Supplier<Appliance> appliance) {
    try {
      Path scratch = Files.createTempDirectory("ec2uk-xl");
      HostShell shell = new HostShell(host, scratch);
      try {
        return new XlBackend(host, new HostProbe(shell).version(), appliance);
      } finally {
        Files.deleteIfExists(shell.log());
        Files.delete(scratch);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "no temporary directory can be had: " + e,
          "Make " + System.getProperty("java.io.tmpdir") + " writable, with room.",
          e);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String setup() {
    return "Xen " + version + " on " + host.name();
  }

  @Override
  public HostNames names() {
    return new HostNames("the Xen host " + host.name(), "the shell on " + host.name());
  }

  @Override
  public Duration forGuest() {
    return FOR_GUEST;
  }

  @Override
  public GuestMachine start(Guest guest, Path scratch, MachineListener listener) {
    try {
      HostGuest hosted;
      if (guest instanceof Guest.OfDisk disk) {
        hosted = HostGuest.of(disk, appliance, host.bridge(), scratch);
      } else if (guest instanceof Guest.OfKernel kernel) {
        hosted = HostGuest.of(kernel, host.bridge());
      } else {
        throw new IllegalArgumentException(guest.name());
      }
      ForwardedTcp forwarded = ForwardedTcp.of(host, guest.networks());
      try {
        return XlMachine.start(new HostShell(host, scratch), hosted, forwarded, listener);
      } catch (RuntimeException e) {
        forwarded.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the guest's files can't be read: " + e, "See that they are there and readable.", e);
    }
  }
}
