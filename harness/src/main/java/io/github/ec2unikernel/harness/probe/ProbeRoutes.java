package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The ways from this machine to what is probed.
 *
 * @param networks the guest's networks
 */
public record ProbeRoutes(List<Network> networks) {

  /** Copies the list. */
  public ProbeRoutes {
    networks = List.copyOf(networks);
  }

  /**
   * Returns networks on which all probes can be asked: a port that none forwards is forwarded on
   * the first, and where there is none, one with DHCP is made.
   */
  public static ProbeRoutes of(List<Network> networks, List<Probe> probes) {
    List<Network> more = new ArrayList<>(networks);
    for (Probe probe : probes) {
      boolean known =
          more.stream().anyMatch(each -> each.forward(probe.protocol(), probe.port()) != null);
      if (!known) {
        PortForward forward = new PortForward(probe.protocol(), 0, probe.port());
        Network first = more.isEmpty() ? Network.dhcp() : more.remove(0);
        more.add(0, first.with(forward));
      }
    }
    return new ProbeRoutes(more);
  }

  /** Returns the forward that leads to what is probed, the first network's if several have one. */
  public PortForward forward(Probe probe) {
    return networks.stream()
        .map(each -> each.forward(probe.protocol(), probe.port()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "nothing leads to the guest's " + probe.words(),
                    "Give a <network> the <forward>" + probe.port() + "</forward>."));
  }
}
