package io.github.ec2unikernel.plugin.publish.matrix;

import io.github.ec2unikernel.harness.localec2.Call;
import io.github.ec2unikernel.harness.localec2.Faults;
import io.github.ec2unikernel.harness.localec2.LocalEc2;
import io.github.ec2unikernel.harness.localec2.LocalEc2Options;
import io.github.ec2unikernel.plugin.aws.AccessKey;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.publish.PublishListener;
import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.PublishResult;
import io.github.ec2unikernel.plugin.publish.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A project's folder and an account of its own, ready for a deployment. */
final class World implements AutoCloseable {

  private final Deployment deployment;
  private final Path folder;
  private final LocalEc2 server;

  private World(Deployment deployment, Path folder) {
    this.deployment = deployment;
    this.folder = folder;
    server =
        LocalEc2.start(
            LocalEc2Options.in(folder.resolve("account")).withDelays(Duration.ZERO, Duration.ZERO));
    server.calls().keepAll();
  }

  /** Opens one in an empty folder, with what was deployed before. */
  static World open(Deployment deployment, Path folder) {
    deployment.write(folder);
    World world = new World(deployment, folder);
    if (deployment == Deployment.IMPORT) {
      try (ImportBucket bucket = new ImportBucket(world.server)) {
        bucket.create();
      }
    }
    deployment.before(folder, world.target()).forEach(world::publish);
    world.server.calls().clear();
    return world;
  }

  Deployment deployment() {
    return deployment;
  }

  Path folder() {
    return folder;
  }

  /** Returns where the publisher keeps its files. */
  Path results() {
    return folder.resolve("target");
  }

  LocalEc2 server() {
    return server;
  }

  Faults faults() {
    return server.faults();
  }

  List<Call> calls() {
    return server.calls().all();
  }

  AwsTarget target() {
    return new AwsTarget(
        Deployment.REGION,
        null,
        server.endpoint(),
        new AccessKey(server.accessKeyId(), server.secretAccessKey()));
  }

  PublishRequest request() {
    return deployment.request(folder, target());
  }

  PublishResult publish(PublishRequest request) {
    return new Publisher().publish(request, new PublishListener() {});
  }

  @Override
  public void close() {
    server.close();
  }
}
