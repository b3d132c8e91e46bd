package io.github.ec2unikernel.harness.qemu;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The ports of this machine that lead to a guest.
 *
 * @param networks the guest's networks
 */
public record ForwardedPorts(List<UserNetwork> networks) {

  /** Where a network's part begins, and a forward's line, in QEMU's {@code info usernet}. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^Hub -?[0-9]+ \\((\\S+)\\):|^ *(TCP|UDP)\\[HOST_FORWARD\\] +[0-9]+ +\\S+ +([0-9]+)"
              + " +\\S+ +([0-9]+) ");

  /** Copies the list. */
  public ForwardedPorts {
    networks = List.copyOf(networks);
  }

  /**
   * Checks, before anything starts, that the ports that were asked for are free.
   *
   * @throws EnvironmentException naming the one that is not
   */
  public static void requireFree(List<Network> networks) {
    for (Network network : networks) {
      network.forwards().stream()
          .filter(each -> each.hostPort() != 0)
          .forEach(ForwardedPorts::requireFree);
    }
  }

  private static void requireFree(PortForward forward) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetSocketAddress address = new InetSocketAddress(loopback, forward.hostPort());
    try {
      if (forward.protocol() == PortForward.Protocol.TCP) {
        try (ServerSocket probe = new ServerSocket()) {
          probe.bind(address);
        }
      } else {
        new DatagramSocket(address).close();
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "the %s port %d of 127.0.0.1, which is to lead to the guest's port %d, can't be had: %s"
              .formatted(
                  forward.protocol(), forward.hostPort(), forward.guestPort(), e.getMessage()),
          "End what uses it, or give another port in <forward>; 0 takes any that is free.",
          e);
    }
  }

  /**
   * Returns the port of 127.0.0.1 that leads to a port of the guest.
   *
   * @param usernet what QEMU answers to {@code info usernet}; it alone knows which port it took
   * @throws InputException if the port is not forwarded
   */
  public int hostPort(PortForward forward, Supplier<String> usernet) {
    UserNetwork network =
        networks.stream()
            .filter(each -> each.network().forwards().contains(forward))
            .findFirst()
            .orElseThrow(
                () ->
                    new InputException(
                        "the guest's "
                            + forward.protocol()
                            + " port "
                            + forward.guestPort()
                            + " is not forwarded from "
                            + forward.hostPort(),
                        "Give a <network> of the machine this <forward>."));
    if (forward.hostPort() != 0) {
      return forward.hostPort();
    }
    String answer = usernet.get();
    String current = "";
    for (MatchResult each : LINE.matcher(answer).results().toList()) {
      if (each.group(1) != null) {
        current = each.group(1);
      } else if (current.equals(network.id())
          && each.group(2).equals(forward.protocol().name())
          && Integer.parseInt(each.group(4)) == forward.guestPort()) {
        return Integer.parseInt(each.group(3));
      }
    }
    throw new EnvironmentException(
        "QEMU knows of no port that leads to the guest's %s port %d: %s"
            .formatted(forward.protocol(), forward.guestPort(), answer.strip()),
        "Give the forward a port of its own in place of 0.");
  }
}
