package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.PortForward.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedPortsTest {

  /** What QEMU 7.2 said of two networks, the guest being connected to on one. */
  private static final String USERNET =
      """
      Hub -1 (net0):\r
        Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\r
        TCP[ESTABLISHED]   17       127.0.0.1 37011       10.0.2.15    80     0     0\r
        TCP[HOST_FORWARD]   9       127.0.0.1 37011       10.0.2.15    80     0     0\r
        UDP[HOST_FORWARD]   8       127.0.0.1 55260       10.0.2.15     7     0     0\r
      Hub -1 (net1):\r
        Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\r
        TCP[HOST_FORWARD]  12       127.0.0.1 40123    46.43.42.137    81     0     0\r
      """;

  private static final ForwardedPorts PORTS =
      new ForwardedPorts(
          UserNetwork.of(
              List.of(
                  Network.dhcp(PortForward.tcp(80), PortForward.udp(7), PortForward.parse("99:81")),
                  Network.of("46.43.42.128/25", "46.43.42.137", PortForward.tcp(81))),
              Path.of("/tmp/d")));

  @Test
  void qemuTellsWhichFreePortItTook() {
    assertThat(PORTS.hostPort(PortForward.tcp(80), () -> USERNET)).isEqualTo(37_011);
    assertThat(PORTS.hostPort(PortForward.udp(7), () -> USERNET)).isEqualTo(55_260);
    assertThat(PORTS.hostPort(PortForward.tcp(81), () -> USERNET)).isEqualTo(40_123);
  }

  @Test
  void aPortThatWasAskedForNeedsNoAnswer() {
    assertThat(PORTS.hostPort(new PortForward(Protocol.TCP, 99, 81), () -> "")).isEqualTo(99);
  }

  @Test
  void aPortThatIsNotForwardedIsNamed() {
    assertThatThrownBy(() -> PORTS.hostPort(PortForward.tcp(443), () -> USERNET))
        .isInstanceOf(InputException.class)
        .hasMessage("the guest's TCP port 443 is not forwarded from 0");
    assertThatThrownBy(() -> PORTS.hostPort(PortForward.tcp(81), () -> "Hub -1 (net0):"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("leads to the guest's TCP port 81: Hub -1 (net0):");
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
        DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      for (PortForward taken :
          List.of(
              new PortForward(Protocol.TCP, tcp.getLocalPort(), 80),
              new PortForward(Protocol.UDP, udp.getLocalPort(), 80))) {
        assertThatThrownBy(() -> ForwardedPorts.requireFree(List.of(Network.dhcp(taken))))
            .isInstanceOf(EnvironmentException.class)
            .hasMessageStartingWith(
                "the %s port %d of 127.0.0.1, which is to lead to the guest's port 80, can't be had"
                    .formatted(taken.protocol(), taken.hostPort()));
      }
      // one protocol's port is not the other's
      PortForward free = new PortForward(Protocol.TCP, 0, 80);
      assertThatCode(() -> ForwardedPorts.requireFree(List.of(Network.dhcp(free))))
          .doesNotThrowAnyException();
    }
  }
}
