package io.github.ec2unikernel.harness.localec2.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes connections on to an endpoint byte by byte and keeps what went either way: {@code
 * N.request} and {@code N.response} for the Nth connection.
 */
final class WireTap implements AutoCloseable {

  private final ServerSocket server;
  private final URI target;
  private final Path directory;
  private final List<Thread> pumps = new ArrayList<>();
  private final Thread acceptor;
  private int connections;

  WireTap(URI target, Path directory) throws IOException {
    this.target = target;
    this.directory = directory;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    acceptor = new Thread(this::accept, "wire-tap");
    acceptor.start();
  }

  /** Returns where it listens. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket upstream = new Socket(target.getHost(), target.getPort());
        String name = String.format("%04d", ++connections);
        start(client, upstream, directory.resolve(name + ".request"));
        start(upstream, client, directory.resolve(name + ".response"));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void start(Socket from, Socket to, Path file) {
    Thread pump = new Thread(() -> pump(from, to, file), "wire-tap-" + file.getFileName());
    synchronized (pumps) {
      pumps.add(pump);
    }
    pump.start();
  }

  private static void pump(Socket from, Socket to, Path file) {
    try (OutputStream kept = Files.newOutputStream(file)) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        kept.write(buffer, 0, n);
        out.write(buffer, 0, n);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // The other side has gone; what was said is in the file.
    }
  }

  /** Ends when all connections have ended: clients and the endpoint are to be closed before. */
  @Override
  public void close() throws IOException {
    server.close();
    // What the clients sent last is on its way to the record.
    join(acceptor);
    List.copyOf(pumps).forEach(WireTap::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
