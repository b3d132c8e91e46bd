package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network with one guest on it: the host answers DHCP there and is its gateway; nothing leads out
 * of it but the forwarded ports.
 *
 * @param subnet its addresses, {@code 10.0.2.0/24} for one
 * @param host the host's address on it, which is the guest's gateway
 * @param guest the guest's address: what DHCP offers, and where ports are forwarded to
 * @param forwards the guest's ports that are reached from this machine
 * @param capture a file that gets all that is sent on it, in pcap's format; null for none
 */
public record Network(
    String subnet, String host, String guest, List<PortForward> forwards, @Nullable Path capture) {

  /** Copies the list. */
  public Network {
    forwards = List.copyOf(forwards);
  }

  /** Returns a network whose addresses a guest learns by DHCP. */
  public static Network dhcp(PortForward... forwards) {
    return new Network("10.0.2.0/24", "10.0.2.2", "10.0.2.15", List.of(forwards), null);
  }
}
