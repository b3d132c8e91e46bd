package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.preflight.Finding;
import io.github.ec2unikernel.plugin.preflight.Preflight;
import io.github.ec2unikernel.plugin.publish.Coordinates;
import io.github.ec2unikernel.plugin.publish.PublishRequest;
import io.github.ec2unikernel.plugin.publish.PublishResult;
import io.github.ec2unikernel.plugin.publish.Publisher;
import io.github.ec2unikernel.plugin.publish.ResultFiles;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the disk image as an AMI. Sets properties for later goals: {@code unikernel.amiId},
 * {@code unikernel.snapshotId}, {@code unikernel.volume.NAME.snapshotId} and {@code
 * unikernel.region}, {@code unikernel.amiId.REGION} for each region, and all others that {@code
 * target/ec2-unikernel/published.properties} has.
 */
@Mojo(
    name = "deploy",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresOnline = false,
    threadSafe = true)
public final class DeployMojo extends AbstractImageMojo {

  /** Where to publish and as whom: region, profile, endpoint. */
  @Parameter private AwsConfiguration aws = new AwsConfiguration();

  /**
   * The AMI's name, in which {groupId}, {artifactId}, {version}, {content} and {date} are filled
   * in; {artifactId}-{version}-{content} if not given.
   */
  @Parameter(property = "unikernel.amiName")
  private @Nullable String amiName;

  /** Tags for the snapshots and the AMI, beside this plugin's own. */
  @Parameter private Map<String, String> tags = Map.of();

  /** What the AMI is beside its disks: description, deprecateAfter, imdsSupport, ebs and others. */
  @Parameter private AmiConfiguration ami = new AmiConfiguration();

  /** Who else may launch the AMI: with, exclusive. */
  @Parameter private ShareConfiguration share = new ShareConfiguration();

  /** The regions to publish to; the first one, or {@code <aws><region>}, gets the upload. */
  @Parameter(property = "unikernel.regions")
  private List<String> regions = List.of();

  /**
   * How the AMI gets there: connections, delta, verify, onFailure, encrypted, kmsKeyId,
   * replication, regionFailure.
   */
  @Parameter private PublishConfiguration publish = new PublishConfiguration();

  /** What is looked at before anything is sent: skip, instanceTypes. */
  @Parameter private CheckConfiguration check = new CheckConfiguration();

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
      RegionList places =
          RegionList.of(aws.region(settings), settings.words("unikernel.regions", regions));
      PublishRequest request =
          PublishRequest.of(
                  image,
                  new Coordinates(
                      project.getGroupId(), project.getArtifactId(), project.getVersion()),
                  endpoint.target().in(places.first()),
                  outputDirectory().resolve("state.json"),
                  execution.getVersion())
              .with(volumes)
              .with(publish.upload(settings).withImport(publish.viaS3(settings)))
              .with(
                  ami.options(settings, settings.text("unikernel.amiName", amiName), ebsVolumes())
                      .withTags(tags)
                      .withSharing(share.sharing(settings)))
              .with(publish.regions(settings, places.others()))
              .with(aws.kernel(settings, project.getFile() != null));
      check(settings, request);
      PublishLog log = new PublishLog(getLog(), RewrittenLine.isPossible(session));
      report(new Publisher().publish(request, log));
    }
  }

  private void check(Settings settings, PublishRequest request) {
    if (check.isSkipped(settings)) {
      return;
    }
    List<Finding> findings =
        new Preflight()
            .find(
                check.request(
                    settings,
                    request.target(),
                    request.regions(),
                    request.options().name(),
                    request.upload().viaS3(),
                    request.launchImage()));
    // What is well is told by the goal check; here it would hide what is not.
    new CheckLog(getLog())
        .tell(findings.stream().filter(f -> f.level() != Finding.Level.OK).toList());
    CheckLog.require(findings);
  }

  /** Maven's -o forbids the network; an endpoint on this machine is none. */
  private void refuseOffline(AwsEndpoint endpoint) {
    if (session.isOffline() && !endpoint.isOnThisMachine()) {
      throw new InputException(
          "Maven is offline, and an AMI can't be published without the network",
          "Leave out -o, or publish to the local EC2: -Dunikernel.aws.endpoint=local.");
    }
  }

  private void report(PublishResult result) {
    project.getProperties().putAll(ResultFiles.properties(result));
    getLog().info(result.primary().id());
  }
}
