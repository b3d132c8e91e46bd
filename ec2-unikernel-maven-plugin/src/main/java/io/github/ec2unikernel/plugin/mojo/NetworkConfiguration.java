package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code <network>} element of {@code <boot>}: an interface of the guest, and what it is on. */
public final class NetworkConfiguration {

  /** Its addresses, such as {@code 46.43.42.128/25}; 10.0.2.0/24 if not given. */
  private @Nullable String subnet;

  /** The host's address; the first free one if not given. */
  private @Nullable String host;

  /** The guest's address, which DHCP offers as well; the first free one if not given. */
  private @Nullable String guest;

  /** A file that gets all that is sent on it, for Wireshark and others. */
  private @Nullable String capture;

  /**
   * Ports of this machine that lead to ports of the guest: {@code 8080:80}, {@code udp:5353:53};
   * without the first, any free one.
   */
  private List<String> forwards = List.of();

  /**
   * Returns the network.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException for a value that can't be
   */
  Network network(Settings settings) {
    Network usual = Network.dhcp();
    Network network =
        subnet == null
            ? new Network(
                usual.subnet(),
                host == null ? usual.host() : host.strip(),
                guest == null ? usual.guest() : guest.strip(),
                List.of(),
                null)
            : Network.in(subnet.strip(), stripped(host), stripped(guest));
    return network
        .withForwards(forwards.stream().map(PortForward::parse).toList())
        .withCapture(capture == null ? null : settings.path(capture.strip()));
  }

  private static @Nullable String stripped(@Nullable String given) {
    return given == null ? null : given.strip();
  }
}
