package io.github.ec2unikernel.plugin.aws;

import java.net.URI;

/** Makes one signed call in a JVM of its own, with the credentials of its environment. */
final class SignedCallProcess {

  private SignedCallProcess() {}

  /** Takes the endpoint; prints the kernel that was found. */
  public static void main(String[] args) {
    AwsTarget target = new AwsTarget("us-west-2", null, URI.create(args[0]), null);
    try (AwsConnection aws = AwsConnection.open(target)) {
      System.out.println(aws.kernels().newest().name());
    }
  }
}
