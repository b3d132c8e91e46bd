package io.github.ec2unikernel.plugin.aws;

/**
 * What a security group lets in.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param port the port
 * @param from the addresses it is let in from, such as {@code 0.0.0.0/0}
 */
public record Ingress(String protocol, int port, String from) {

  @Override
  public String toString() {
    return port + "/" + protocol + " from " + from;
  }
}
