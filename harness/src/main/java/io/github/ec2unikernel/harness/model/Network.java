package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network with one guest on it: the host answers DHCP there, and nothing leads out of it but the
 * forwarded ports, as long as it {@link #isClosed}.
 *
 * @param subnet its addresses, {@code 10.0.2.0/24} for one
 * @param host the host's address on it, which forwarded connections come from
 * @param guest the guest's address: what DHCP offers, and where ports are forwarded to
 * @param forwards the guest's ports that are reached from this machine
 * @param capture a file that gets all that is sent on it, in pcap's format; null for none
 */
public record Network(
    String subnet, String host, String guest, List<PortForward> forwards, @Nullable Path capture) {

  /** Copies the list, and throws {@link InputException} for an address or forward that can't be. */
  public Network {
    forwards = List.copyOf(forwards);
    Subnet range = Subnet.parse(subnet);
    if (range.address("host", host) == range.address("guest", guest)) {
      throw new InputException(
          "<host> and <guest> are both '" + host + "' in " + subnet,
          "Give each an address of its own: <guest>"
              + range.another(range.address("host", host))
              + "</guest>.");
    }
    Set<String> ports = new HashSet<>();
    for (PortForward each : forwards) {
      if (!ports.add(each.protocol() + " " + each.guestPort())) {
        throw new InputException(
            "the " + each.protocol() + " port " + each.guestPort() + " is forwarded to twice",
            "Give one <forward> for it in this <network>.");
      }
    }
  }

  /** Returns a network whose addresses a guest learns by DHCP. */
  public static Network dhcp(PortForward... forwards) {
    return new Network("10.0.2.0/24", "10.0.2.2", "10.0.2.15", List.of(forwards), null);
  }

  /**
   * Returns a network for a guest with an address of its own; the host gets the first other one.
   *
   * @param subnet its addresses, {@code 46.43.42.128/25} for one
   */
  public static Network of(String subnet, String guest, PortForward... forwards) {
    return in(subnet, null, guest).withForwards(List.of(forwards));
  }

  /** Returns a network; an address that is null is the first one that the other has not. */
  public static Network in(String subnet, @Nullable String host, @Nullable String guest) {
    Subnet range = Subnet.parse(subnet);
    String hosts = host != null ? host : range.another(number(range, "guest", guest));
    String guests = guest != null ? guest : range.another(range.address("host", hosts));
    return new Network(subnet, hosts, guests, List.of(), null);
  }

  private static int[] number(Subnet range, String element, @Nullable String address) {
    return address == null ? new int[0] : new int[] {range.address(element, address)};
  }

  /** Returns the same network with another address of the host. */
  public Network withHost(String other) {
    return new Network(subnet, other, guest, forwards, capture);
  }

  /** Returns the same network with all that is sent on it in a file. */
  public Network withCapture(@Nullable Path other) {
    return new Network(subnet, host, guest, forwards, other);
  }

  /** Returns the same network with these ports of the guest reached from this machine. */
  public Network withForwards(List<PortForward> others) {
    return new Network(subnet, host, guest, others, capture);
  }

  /** Returns the same network with one more port of the guest reached from this machine. */
  public Network with(PortForward forward) {
    List<PortForward> more = new ArrayList<>(forwards);
    more.add(forward);
    return new Network(subnet, host, guest, more, capture);
  }

  /** Returns the forward of a guest's port, if there is one. */
  public @Nullable PortForward forward(PortForward.Protocol protocol, int guestPort) {
    return forwards.stream()
        .filter(each -> each.protocol() == protocol && each.guestPort() == guestPort)
        .findFirst()
        .orElse(null);
  }

  /**
   * Tells whether the guest is kept inside. It is not where UDP is forwarded: QEMU, told to keep it
   * inside, drops its datagrams before it sees that they are replies.
   */
  public boolean isClosed() {
    return forwards.stream().noneMatch(each -> each.protocol() == PortForward.Protocol.UDP);
  }

  /** Returns an address on it that is nobody's, for a name server that never answers. */
  public String nobody() {
    Subnet range = Subnet.parse(subnet);
    return range.another(range.address("host", host), range.address("guest", guest));
  }

  /** Throws {@link InputException} if two of the networks want one port or file of this machine. */
  static void requireDifferent(List<Network> networks) {
    Set<String> ports = new HashSet<>();
    Set<Path> files = new HashSet<>();
    for (Network network : networks) {
      for (PortForward each : network.forwards) {
        if (each.hostPort() != 0 && !ports.add(each.protocol() + " " + each.hostPort())) {
          throw new InputException(
              "two networks forward the " + each.protocol() + " port " + each.hostPort(),
              "Give each <forward> a port of this machine of its own, or 0 for any free one.");
        }
      }
      if (network.capture != null && !files.add(network.capture.toAbsolutePath().normalize())) {
        throw new InputException(
            "two networks have the <capture> " + network.capture, "Give each a file of its own.");
      }
    }
  }
}
