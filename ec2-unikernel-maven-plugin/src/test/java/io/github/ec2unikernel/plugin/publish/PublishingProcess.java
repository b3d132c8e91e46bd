package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import java.net.URI;
import java.nio.file.Path;

/** Publishes a disk in a JVM of its own, which a test can kill. */
final class PublishingProcess {

  private PublishingProcess() {}

  /**
   * Takes endpoint, access key id, secret, disk, state file and perhaps the number of connections
   * and the bucket to import from; prints the AMI id at the end.
   */
  public static void main(String[] args) {
    PublishRequest request =
        PublishRequest.of(
            RawDisks.describe(Path.of(args[3])),
            new Coordinates("org.example", "hello", "1.0"),
            new AwsTarget(
                LocalAccount.REGION, null, URI.create(args[0]), new AccessKey(args[1], args[2])),
            Path.of(args[4]),
            "0.1.0");
    if (args.length > 5) {
      request = request.with(UploadOptions.standard().withConnections(Integer.parseInt(args[5])));
    }
    if (args.length > 6) {
      request = request.with(request.upload().withImport(ImportOptions.of(args[6])));
    }
    System.out.println(new Publisher().publish(request, new PublishListener() {}).primary().id());
  }
}
