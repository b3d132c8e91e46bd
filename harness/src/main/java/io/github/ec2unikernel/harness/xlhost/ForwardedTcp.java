package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.XenHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of 127.0.0.1 that lead to ports of a guest: through ssh, or for a guest of this machine
 * through relays.
 *
 * @param list what ssh forwards
 * @param relays what forwards on this machine
 */
record ForwardedTcp(List<HostShell.Forwarded> list, List<TcpRelay> relays)
    implements AutoCloseable {

  /**
   * Returns the forwarded ports of a guest on these networks.
   *
   * @throws EnvironmentException if a port that was asked for is taken
   */
  static ForwardedTcp of(XenHost host, List<Network> networks) {
    List<HostShell.Forwarded> list = new ArrayList<>();
    List<TcpRelay> relays = new ArrayList<>();
    ForwardedTcp forwarded = new ForwardedTcp(list, relays);
    try {
      for (Network network : networks) {
        for (PortForward each : network.forwards()) {
          if (host.host() == null) {
            relays.add(TcpRelay.start(each, network.guest()));
          } else {
            list.add(new HostShell.Forwarded(each, free(each), network.guest()));
          }
        }
      }
      return forwarded;
    } catch (EnvironmentException e) {
      forwarded.close();
      throw e;
    }
  }

  /** ssh takes no port that it chooses by itself, so one is chosen that is free just now. */
  private static int free(PortForward forward) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), forward.hostPort()));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw taken(forward, e);
    }
  }

  static EnvironmentException taken(PortForward forward, IOException cause) {
    return new EnvironmentException(
        "the TCP port %d of 127.0.0.1, which is to lead to the guest's port %d, can't be had: %s"
            .formatted(forward.hostPort(), forward.guestPort(), cause.getMessage()),
        "End what uses it, or give another port in <forward>; 0 takes any that is free.",
        cause);
  }

  /** Returns the port that leads to a port of the guest. */
  int hostPort(PortForward forward) {
    for (HostShell.Forwarded each : list) {
      if (each.forward().equals(forward)) {
        return each.port();
      }
    }
    for (TcpRelay each : relays) {
      if (each.forward().equals(forward)) {
        return each.port();
      }
    }
    throw new InputException(
        "the guest's TCP port %d is not forwarded from %d"
            .formatted(forward.guestPort(), forward.hostPort()),
        "Give a <network> of the machine this <forward>.");
  }

  @Override
  public void close() {
    relays.forEach(TcpRelay::close);
  }
}
