package io.github.ec2unikernel.harness.xlhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.XenHost;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpRelayTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void aConnectionGoesOnToTheGuestBothWaysToItsEnd() throws Exception {
    try (ServerSocket guest = new ServerSocket(0, 1, LOOPBACK);
        TcpRelay relay =
            TcpRelay.start(PortForward.tcp(guest.getLocalPort()), LOOPBACK.getHostAddress());
        Socket client = new Socket(LOOPBACK, relay.port())) {
      client.getOutputStream().write("asked".getBytes(StandardCharsets.UTF_8));
      client.shutdownOutput();
      try (Socket served = guest.accept()) {
        assertThat(served.getInputStream().readAllBytes()).asString().isEqualTo("asked");
        served.getOutputStream().write("answered".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answered");
    }
  }

  @Test
  void aConnectionThatTheGuestBreaksEndsForTheOtherEndToo() throws Exception {
    try (ServerSocket guest = new ServerSocket(0, 1, LOOPBACK);
        TcpRelay relay =
            TcpRelay.start(PortForward.tcp(guest.getLocalPort()), LOOPBACK.getHostAddress());
        Socket client = new Socket(LOOPBACK, relay.port())) {
      client.setSoTimeout(10_000);
      Socket served = guest.accept();
      served.setSoLinger(true, 0);
      served.close();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aTakenPortIsToldBeforeAnythingStarts() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      PortForward forward = new PortForward(PortForward.Protocol.TCP, other.getLocalPort(), 80);
      List<Network> networks = List.of(Network.dhcp(forward));
      for (XenHost host : List.of(XenHost.LOCAL, XenHost.at("xen"))) {
        assertThatThrownBy(() -> ForwardedTcp.of(host, networks))
            .isInstanceOf(EnvironmentException.class)
            .hasMessageContaining("the TCP port " + other.getLocalPort() + " of 127.0.0.1");
      }
    }
  }
}
