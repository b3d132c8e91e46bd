package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.publish.Coordinates;
import io.github.ec2unikernel.plugin.publish.ImageOptions;
import io.github.ec2unikernel.plugin.publish.MachineImage;
import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.Publisher;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the disk image as an AMI. Sets the properties {@code unikernel.amiId}, {@code
 * unikernel.snapshotId}, {@code unikernel.volume.NAME.snapshotId} and {@code unikernel.region} for
 * later goals.
 */
@Mojo(
    name = "deploy",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresOnline = false,
    threadSafe = true)
public final class DeployMojo extends AbstractImageMojo {

  /** Where to publish and as whom: region, profile, endpoint. */
  @Parameter private AwsConfiguration aws = new AwsConfiguration();

  /** The AMI's name; made of artifact, version and content if not given. */
  @Parameter(property = "unikernel.amiName")
  private @Nullable String amiName;

  /** Tags for the snapshots and the AMI, beside this plugin's own. */
  @Parameter private Map<String, String> tags = Map.of();

  /** How the AMI gets there: connections, delta, verify, onFailure, encrypted, kmsKeyId. */
  @Parameter private PublishConfiguration publish = new PublishConfiguration();

  @Override
  protected void run() {
    DiskImage image = image();
    List<MappedVolume> volumes = state().volumes();
    if (!boot().isSkipped(settings()) && !state().hasBooted(image, volumes)) {
      throw new InputException(
          image.file() + " has not passed the boot check in this build, and is not published",
          "Let the goal boot run before (mvn deploy does), or set -Dunikernel.boot.skip to publish"
              + " an image that nobody has seen booting.");
    }
    Settings settings = settings();
    try (AwsEndpoint endpoint = AwsEndpoint.open(aws, settings)) {
      refuseOffline(endpoint);
      PublishRequest request =
          PublishRequest.of(
                  image,
                  new Coordinates(
                      project.getGroupId(), project.getArtifactId(), project.getVersion()),
                  endpoint.target(),
                  outputDirectory().resolve("state.json"),
                  execution.getVersion())
              .with(volumes)
              .with(publish.upload(settings))
              .with(
                  ImageOptions.standard()
                      .withName(settings.text("unikernel.amiName", amiName))
                      .withTags(tags));
      report(
          new Publisher()
              .publish(request, new PublishLog(getLog(), RewrittenLine.isPossible(session)))
              .primary());
    }
  }

  /** Maven's -o forbids the network; an endpoint on this machine is none. */
  private void refuseOffline(AwsEndpoint endpoint) {
    if (session.isOffline() && !endpoint.isOnThisMachine()) {
      throw new InputException(
          "Maven is offline, and an AMI can't be published without the network",
          "Leave out -o, or publish to the local EC2: -Dunikernel.aws.endpoint=local.");
    }
  }

  private void report(MachineImage image) {
    Properties properties = project.getProperties();
    properties.setProperty("unikernel.amiId", image.id());
    properties.setProperty("unikernel.snapshotId", image.snapshot().id());
    properties.setProperty("unikernel.region", image.region());
    image
        .volumes()
        .forEach(
            (name, snapshot) ->
                properties.setProperty("unikernel.volume." + name + ".snapshotId", snapshot.id()));
    getLog().info(image.id());
  }
}
