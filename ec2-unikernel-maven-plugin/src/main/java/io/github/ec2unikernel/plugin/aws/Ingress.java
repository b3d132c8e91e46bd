package io.github.ec2unikernel.plugin.aws;

/**
 * What a security group lets in.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param port the port
 * @param from the addresses it is let in from, such as {@code 0.0.0.0/0}, in the form that EC2
 *     answers
 */
public record Ingress(String protocol, int port, String from) {

  /**
   * Writes the addresses as EC2 answers them, so that what is there compares with what is meant.
   */
  public Ingress {
    from = Cidr.parse(from).map(Cidr::network).orElse(from);
  }

  @Override
  public String toString() {
    return port + "/" + protocol + " from " + from;
  }
}
