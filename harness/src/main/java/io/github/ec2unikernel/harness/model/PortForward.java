package io.github.ec2unikernel.harness.model;

/**
 * A port of a guest that is reached through a port of this machine's loopback address.
 *
 * @param protocol what is forwarded
 * @param hostPort the port on 127.0.0.1; 0 takes any that is free
 * @param guestPort the guest's port
 */
public record PortForward(Protocol protocol, int hostPort, int guestPort) {

  /** What is spoken on a port. */
  public enum Protocol {
    /** A stream. */
    TCP,
    /** Datagrams. */
    UDP
  }

  /** Checks the ports and throws {@link InputException} for one that can't be. */
  public PortForward {
    if (hostPort < 0 || hostPort > 65_535 || guestPort < 1 || guestPort > 65_535) {
      throw new InputException(
          "the port forward is " + hostPort + ":" + guestPort,
          "Give ports between 1 and 65535; 0 as this machine's port takes any that is free.");
    }
  }

  /** Returns a forward of a TCP port from any free port. */
  public static PortForward tcp(int guestPort) {
    return new PortForward(Protocol.TCP, 0, guestPort);
  }
}
