package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends a datagram and waits for one to come back.
 *
 * @param probe what is asked
 */
record UdpAsker(Probe.Udp probe) implements Asker {

  /** The largest datagram. */
  private static final int BUFFER = 64 << 10;

  @Override
  public Answer ask(int port, Duration patience) throws InterruptedException {
    try (DatagramChannel channel = DatagramChannel.open();
        Selector selector = Selector.open()) {
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(probe.send().getBytes(StandardCharsets.UTF_8)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      selector.select(patience.toMillis());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      ByteBuffer reply = ByteBuffer.allocate(BUFFER);
      if (channel.read(reply) == 0 && selector.selectedKeys().isEmpty()) {
        return Answer.none("no datagram came back within " + Asker.words(patience));
      }
      String text = StandardCharsets.UTF_8.decode(reply.flip()).toString();
      return Reply.has(probe.expect(), text)
          ? Answer.right("replied: " + Answer.quote(text))
          : Answer.wrong("/" + probe.expect() + "/ is not in its reply: " + Answer.quote(text));
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException();
    } catch (PortUnreachableException e) {
      return Answer.none("no datagram came back (Connection refused)");
    } catch (IOException e) {
      return Answer.none("no datagram came back (" + e.getMessage() + ")");
    }
  }
}
