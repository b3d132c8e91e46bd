package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.appliance.Appliance;
import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.appliance.ApplianceListener;
import io.github.ec2unikernel.harness.machine.Backend;
import io.github.ec2unikernel.harness.machine.BackendOffer;
import io.github.ec2unikernel.harness.machine.Guest;
import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.XenHost;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.harness.xen.XenOffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A Xen host with xl, as a choice.
 *
 * @param host the host
 * @param cache the directory of built appliances, which GRUB for Xen is taken from
 * @param offline whether packages may not be fetched, so that the appliance has to be there
 * @param listener is told how an appliance is built
 */
public record XlOffer(XenHost host, Path cache, boolean offline, ApplianceListener listener)
    implements BackendOffer {

  @Override
  public String id() {
    return XlBackend.ID;
  }

  @Override
  public Optional<EnvironmentException> absence() {
    if (host.host() == null && !ProcessRunner.isOnPath("xl")) {
      return Optional.of(
          new EnvironmentException(
              "there is no xl on the PATH and no <host>",
              "Name a Xen host, user@host, as <host> of <xl> (unikernel.boot.xl.host)."));
    }
    if (host.host() != null && !ProcessRunner.isOnPath("ssh")) {
      return Optional.of(
          new EnvironmentException(
              "ssh is not on the PATH, so " + host.name() + " can't be reached",
              "Install it: sudo apt-get install openssh-client"));
    }
    return Optional.empty();
  }

  @Override
  public Optional<InputException> refusal(Guest guest) {
    Optional<InputException> none = new XenOffer(cache, offline, false, listener).refusal(guest);
    return none.isPresent() ? none : unsuited(guest).or(() -> unreachable(guest.networks()));
  }

  private static Optional<InputException> unsuited(Guest guest) {
    if (guest instanceof Guest.OfXl) {
      return refusal(
          guest.name() + " names files of this machine, which its host has not",
          "Boot it in Xen's own machine here (unikernel.boot.backend=xen-qemu), or create it there"
              + " by xl itself.");
    }
    if (guest instanceof Guest.OfFirmware) {
      return refusal(
          guest.name() + " is to be started by firmware, which this backend does not do",
          "Boot it with <backend>qemu</backend> (unikernel.boot.backend), or under Xen with"
              + " xen-qemu.");
    }
    if (guest instanceof Guest.OfDisk disk
        && disk.loader() == Loader.LIBXL
        && !disk.entry().modules().isEmpty()) {
      return refusal(
          "libxl can't hand over the modules " + disk.entry().modules() + " of " + guest.name(),
          "Boot with <loader>pvgrub</loader>.");
    }
    return Optional.empty();
  }

  private Optional<InputException> unreachable(List<Network> networks) {
    if (!networks.isEmpty() && host.bridge() == null) {
      return refusal(
          "the guest has a network, and no bridge of " + host.name() + " is known",
          "Name it as <bridge> of <xl> (unikernel.boot.xl.bridge).");
    }
    for (Network network : networks) {
      if (network.capture() != null) {
        return refusal(
            "<capture> is "
                + network.capture()
                + ", and what is sent on a host's own bridge is not"
                + " captured",
            "Leave it out, or take the backend xen-qemu.");
      }
      for (PortForward each : network.forwards()) {
        if (each.protocol() == PortForward.Protocol.UDP) {
          return refusal(
              "the UDP port " + each.guestPort() + " is to be forwarded, which ssh does not do",
              "Forward TCP ports only, or take the backend xen-qemu.");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<InputException> refusal(String message, String hint) {
    return Optional.of(new InputException(message, hint));
  }

  /** Asks the host for its Xen, which takes ssh a connection. */
  @Override
  public Backend open() {
    Supplier<Appliance> appliance = () -> new ApplianceCache(cache, offline).get(listener);
    return XlBackend.find(host, appliance);
  }
}
