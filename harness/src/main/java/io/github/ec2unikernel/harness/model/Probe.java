package io.github.ec2unikernel.harness.model;

import java.time.Duration;
import java.util.regex.Pattern;

/** A question to a port of the guest, asked until the answer is as expected or time is up. */
public sealed interface Probe permits HttpProbe, Probe.Tcp, Probe.Udp {

  /** How long one attempt may take, if nothing else is said. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /** Returns the guest's port. */
  int port();

  /** Returns what is spoken on it. */
  PortForward.Protocol protocol();

  /** Returns how long one attempt may take; the first ones take less, as the guest is not up. */
  Duration patience();

  /** Returns the question, for people. */
  String words();

  /** Returns a probe that wants a page of a web server: status 200, whatever the page says. */
  static HttpProbe http(int port, String path) {
    return HttpProbe.of(port, path);
  }

  /** Returns a probe that sends a text and wants a reply that contains the expression. */
  static Probe tcp(int port, String send, String expect) {
    return new Tcp(port, send, Pattern.compile(expect), PATIENCE);
  }

  /** Returns a probe that sends one datagram and wants one that contains the expression. */
  static Probe udp(int port, String send, String expect) {
    return new Udp(port, send, Pattern.compile(expect), Duration.ofSeconds(1));
  }

  /**
   * A text over a connection. That it is accepted says nothing: this machine accepts it, whether or
   * not the guest does.
   *
   * @param port the guest's port
   * @param send what is sent first, in UTF-8; may be empty
   * @param expect what the reply has to contain; an empty reply is none
   * @param patience how long one attempt may take
   */
  record Tcp(int port, String send, Pattern expect, Duration patience) implements Probe {

    /** Throws {@link InputException} for a port or time that can't be. */
    public Tcp {
      ProbeBounds.require(port, patience);
    }

    @Override
    public PortForward.Protocol protocol() {
      return PortForward.Protocol.TCP;
    }

    @Override
    public String words() {
      return "TCP port " + port;
    }
  }

  /**
   * A datagram.
   *
   * @param port the guest's port
   * @param send what it holds, in UTF-8
   * @param expect what the datagram that comes back has to contain
   * @param patience how long one attempt may take
   */
  record Udp(int port, String send, Pattern expect, Duration patience) implements Probe {

    /** Throws {@link InputException} for a port or time that can't be. */
    public Udp {
      ProbeBounds.require(port, patience);
    }

    @Override
    public PortForward.Protocol protocol() {
      return PortForward.Protocol.UDP;
    }

    @Override
    public String words() {
      return "UDP port " + port;
    }
  }
}
