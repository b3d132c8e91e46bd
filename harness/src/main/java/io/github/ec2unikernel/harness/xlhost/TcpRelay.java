package io.github.ec2unikernel.harness.xlhost;

import io.github.ec2unikernel.harness.model.PortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of 127.0.0.1 whose connections go on to a port of another address. */
final class TcpRelay implements AutoCloseable {

  private final PortForward forward;
  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TcpRelay(PortForward forward, InetSocketAddress target, ServerSocket server) {
    this.forward = forward;
    this.target = target;
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param address where the guest is
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if its port is taken
   */
  static TcpRelay start(PortForward forward, String address) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      ServerSocket server = new ServerSocket(forward.hostPort(), 0, loopback);
      TcpRelay relay =
          new TcpRelay(forward, new InetSocketAddress(address, forward.guestPort()), server);
      thread(relay::accept).start();
      return relay;
    } catch (IOException e) {
      throw ForwardedTcp.taken(forward, e);
    }
  }

  PortForward forward() {
    return forward;
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        thread(() -> serve(near)).start();
      } catch (IOException e) {
        // the relay is closed
      }
    }
  }

  private void serve(Socket near) {
    Socket far = new Socket();
    open.add(near);
    open.add(far);
    try (near;
        far) {
      if (server.isClosed()) {
        return;
      }
      far.connect(target);
      Thread back = thread(() -> copy(far, near));
      back.start();
      copy(near, far);
      back.join();
    } catch (IOException e) {
      // the guest does not answer, which the other end sees by the connection's end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(near);
      open.remove(far);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // one end is gone, which the other one gets to know by its own end
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is as good as closed
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ec2-unikernel-relay");
    thread.setDaemon(true);
    return thread;
  }
}
