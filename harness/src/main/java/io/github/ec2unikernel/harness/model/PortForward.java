package io.github.ec2unikernel.harness.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a guest that is reached through a port of this machine's loopback address.
 *
 * @param protocol what is forwarded
 * @param hostPort the port on 127.0.0.1; 0 takes any that is free
 * @param guestPort the guest's port
 */
public record PortForward(Protocol protocol, int hostPort, int guestPort) {

  private static final Pattern FORWARD =
      Pattern.compile("(?:(tcp|udp):)?(?:([0-9]{1,5}):)?([0-9]{1,5})");

  /** What is spoken on a port. */
  public enum Protocol {
    /** A stream. */
    TCP,
    /** Datagrams. */
    UDP;

    /** Returns the name as it stands in a configuration, in lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ports and throws {@link InputException} for one that can't be. */
  public PortForward {
    if (hostPort < 0 || hostPort > 65_535 || guestPort < 1 || guestPort > 65_535) {
      throw new InputException(
          "the port forward is " + hostPort + ":" + guestPort,
          "Give ports between 1 and 65535; 0 as this machine's port takes any that is free.");
    }
  }

  /** Returns a forward of a UDP port from any free port. */
  public static PortForward udp(int guestPort) {
    return new PortForward(Protocol.UDP, 0, guestPort);
  }

  /**
   * Reads a forward from {@code 8080:80}, {@code 80} for any free port of this machine, or {@code
   * udp:5353:53}.
   *
   * @throws InputException if the text is none
   */
  public static PortForward parse(String text) {
    Matcher parts = FORWARD.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new InputException(
          "<forward> is '" + text + "'",
          "Give this machine's port and the guest's: 8080:80, 80 for any free port here, or"
              + " udp:5353:53.");
    }
    Protocol protocol = "udp".equals(parts.group(1)) ? Protocol.UDP : Protocol.TCP;
    String host = parts.group(2);
    int guestPort = Integer.parseInt(parts.group(3));
    return new PortForward(protocol, host == null ? 0 : Integer.parseInt(host), guestPort);
  }

  /** Returns a forward of a TCP port from any free port. */
  public static PortForward tcp(int guestPort) {
    return new PortForward(Protocol.TCP, 0, guestPort);
  }
}
