package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends a text over a connection and waits for a reply.
 *
 * @param probe what is asked
 */
record TcpAsker(Probe.Tcp probe) implements Asker {

  private static final int BUFFER = 8 << 10;

  @Override
  public Answer ask(int port, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    // a channel's socket, as a thread that waits in it can be interrupted
    try (SocketChannel channel = SocketChannel.open()) {
      Socket socket = channel.socket();
      InetAddress loopback = InetAddress.getLoopbackAddress();
      socket.connect(new InetSocketAddress(loopback, port), left(deadline));
      socket.getOutputStream().write(probe.send().getBytes(StandardCharsets.UTF_8));
      return read(socket, reply, deadline);
    } catch (SocketTimeoutException e) {
      return missed(reply, "within " + Asker.words(patience));
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException();
    } catch (IOException e) {
      return missed(reply, "(" + e.getMessage() + ")");
    }
  }

  private Answer read(Socket socket, ByteArrayOutputStream reply, long deadline)
      throws IOException, InterruptedException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[BUFFER];
    while (reply.size() < MOST) {
      socket.setSoTimeout(left(deadline));
      int count = in.read(buffer);
      if (count < 0) {
        return missed(reply, "before the connection ended");
      }
      reply.write(buffer, 0, count);
      String text = reply.toString(StandardCharsets.UTF_8);
      if (Reply.has(probe.expect(), text)) {
        return Answer.right("replied: " + Answer.quote(text));
      }
    }
    return missed(reply, "in the first " + MOST + " bytes");
  }

  private Answer missed(ByteArrayOutputStream reply, String how) {
    String text = reply.toString(StandardCharsets.UTF_8);
    return text.isEmpty()
        ? Answer.none("no reply came " + how)
        : Answer.wrong(
            "/" + probe.expect() + "/ did not come " + how + "; it replied: " + Answer.quote(text));
  }

  private static int left(long deadline) throws SocketTimeoutException {
    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    return Math.toIntExact(left);
  }
}
