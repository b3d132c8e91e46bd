package io.github.ec2unikernel.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.Probe;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AskerTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aConnectionThatEndsWithoutAReplyIsNoAnswer() throws Exception {
    try (TalkingServer server = TalkingServer.saying("")) {
      assertThat(Asker.of(Probe.tcp(7, "?", "")).ask(server.port(), LONG))
          .isEqualTo(Answer.none("no reply came before the connection ended"));
    }
  }

  @Test
  void aReplyWithControlCharactersIsQuotedForATerminal() throws Exception {
    try (TalkingServer server = TalkingServer.saying("\n\u001b[31mred\nmore")) {
      assertThat(Asker.of(Probe.tcp(7, "?", "blue")).ask(server.port(), LONG))
          .isEqualTo(
              Answer.wrong(
                  "/blue/ did not come before the connection ended; it replied: \\x1b[31mred"));
    }
  }

  @Test
  void whereNobodyListensTheReasonIsTold() throws Exception {
    int port = unusedPort();
    assertThat(Asker.of(Probe.tcp(7, "?", "x")).ask(port, LONG).detail())
        .startsWith("no reply came (Connection refused");
    assertThat(Asker.of(Probe.udp(7, "?", "x")).ask(port, LONG).detail())
        .startsWith("no datagram came back (Connection refused");
  }

  @Test
  void aDatagramIsEchoedOrNot() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (DatagramSocket server = new DatagramSocket(any)) {
      assertThat(Asker.of(Probe.udp(7, "a", "a")).ask(server.getLocalPort(), SHORT))
          .isEqualTo(Answer.none("no datagram came back within 50 ms"));
      Thread echo = new Thread(() -> echo(server));
      echo.setDaemon(true);
      echo.start();
      assertThat(Asker.of(Probe.udp(7, "äöü", "^äöü$")).ask(server.getLocalPort(), LONG))
          .isEqualTo(Answer.right("replied: äöü"));
      assertThat(Asker.of(Probe.udp(7, "a", "b")).ask(server.getLocalPort(), LONG))
          .isEqualTo(Answer.wrong("/b/ is not in its reply: a"));
    }
  }

  private static void echo(DatagramSocket server) {
    byte[] buffer = new byte["a".getBytes(StandardCharsets.UTF_8).length + 100];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        server.receive(packet);
        server.send(packet);
      }
    } catch (IOException e) {
      // closed
    }
  }
}
