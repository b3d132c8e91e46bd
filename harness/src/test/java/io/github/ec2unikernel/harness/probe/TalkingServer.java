package io.github.ec2unikernel.harness.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server that says something to each who connects, whatever he asks, and hangs up. */
final class TalkingServer implements AutoCloseable {

  private final ServerSocket server;

  private TalkingServer(ServerSocket server) {
    this.server = server;
  }

  /** Starts one that says these one after the other, and the last for ever. */
  static TalkingServer saying(String... texts) throws IOException {
    TalkingServer server =
        new TalkingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(() -> server.talk(List.of(texts)), "talking-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  int port() {
    return server.getLocalPort();
  }

  private void talk(List<String> texts) {
    int count = 0;
    while (!server.isClosed()) {
      String text = texts.get(Math.min(count++, texts.size() - 1));
      try (Socket socket = server.accept()) {
        if (socket.getInputStream().read(new byte[4096]) > 0) {
          socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // the other side has gone, or this one is closed
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
