package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.publish.PublishListener;
import io.github.ec2unikernel.plugin.publish.Publisher;
import java.net.URI;
import java.nio.file.Path;

/** Publishes a deployment in a JVM of its own, which a test can kill. */
final class DeployingProcess {

  private DeployingProcess() {}

  /** Takes endpoint, access key id, secret, deployment and folder. */
  public static void main(String[] args) {
    AwsTarget target =
        new AwsTarget(
            Deployment.REGION, null, URI.create(args[0]), new AccessKey(args[1], args[2]));
    new Publisher()
        .publish(
            Deployment.valueOf(args[3]).request(Path.of(args[4]), target),
            new PublishListener() {});
  }
}
