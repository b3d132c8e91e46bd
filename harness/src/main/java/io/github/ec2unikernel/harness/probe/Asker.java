package io.github.ec2unikernel.harness.probe;

import io.github.ec2unikernel.harness.model.HttpProbe;
import io.github.ec2unikernel.harness.model.Probe;
import java.time.Duration;

/** Asks one question of a guest. */
interface Asker {

  /** As much of an answer as is looked at, in bytes. */
  int MOST = 1 << 20;

  /**
   * Asks once.
   *
   * @param port the port of 127.0.0.1 that leads to the guest
   * @param patience how long it may take
   */
  Answer ask(int port, Duration patience) throws InterruptedException;

  /**
   * Returns who asks for a probe.
   *
   * @throws io.github.ec2unikernel.harness.model.ProblemException if it can't be asked, as a file
   *     of certificates is not there for one
   */
  static Asker of(Probe probe) {
    if (probe instanceof Probe.Tcp tcp) {
      return new TcpAsker(tcp);
    } else if (probe instanceof Probe.Udp udp) {
      return new UdpAsker(udp);
    }
    return new HttpAsker((HttpProbe) probe);
  }

  /** Returns a time for a message. */
  static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
