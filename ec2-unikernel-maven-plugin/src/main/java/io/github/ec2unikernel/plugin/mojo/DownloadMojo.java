package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsLimits;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import io.github.ec2unikernel.plugin.publish.ResultFiles;
import io.github.ec2unikernel.plugin.publish.ResultFiles.Published;
import io.github.ec2unikernel.plugin.publish.SnapshotDownload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a disk of an AMI, or a snapshot, back into a raw file by the EBS direct APIs, so that what
 * AWS holds can be booted here: {@code boot -Dunikernel.disk=FILE}.
 */
@Mojo(name = "download", requiresProject = false, requiresOnline = false, threadSafe = true)
public final class DownloadMojo extends AbstractAccountMojo {

  private static final int CONNECTIONS = 32;
  private static final long GIBIBYTE = 1L << 30;

  /** The AMI; the one that the project's last deploy published if not given. */
  @Parameter(property = "unikernel.amiId")
  private @Nullable String amiId;

  /** Which disk of the AMI, such as {@code /dev/sdf}; its root if not given. */
  @Parameter(property = "unikernel.download.device")
  private @Nullable String device;

  /** A snapshot, in place of an AMI and a device. */
  @Parameter(property = "unikernel.download.snapshotId")
  private @Nullable String snapshotId;

  /** The file to write; {@code target/ID.raw} if not given, ID being the snapshot's. */
  @Parameter(property = "unikernel.output")
  private @Nullable String output;

  @Override
  protected void run(AwsTarget target) {
    String snapshot = settings().text("unikernel.download.snapshotId", snapshotId);
    String ami = settings().text("unikernel.amiId", amiId);
    String which = settings().text("unikernel.download.device", device);
    if (snapshot != null) {
      download(target, aws -> SnapshotChoice.ofId(aws, snapshot));
    } else if (ami != null) {
      download(target, aws -> SnapshotChoice.ofAmi(aws, ami, which));
    } else {
      Published published = published(target.region());
      download(
          target.in(published.region()),
          aws -> SnapshotChoice.ofAmi(aws, published.amiId(), which));
    }
  }

  private void download(AwsTarget target, Function<AwsConnection, SnapshotRecord> choice) {
    try (AwsConnection aws = AwsConnection.open(target, AwsLimits.of(CONNECTIONS))) {
      SnapshotRecord snapshot = choice.apply(aws);
      Path file = file(snapshot.id());
      TargetPlace place = TargetPlace.of("disk", file);
      place.createDirectory();
      try (PartFile part = PartFile.beside(file)) {
        int blocks =
            new SnapshotDownload(aws.snapshots().reader(snapshot.id()), CONNECTIONS)
                .into(part.channel(), snapshot.volumeSizeGib() * GIBIBYTE);
        part.commit();
        getLog()
            .info(
                "Downloaded: %s, %d blocks of 512 KiB in %d GiB, from %s in %s"
                    .formatted(
                        file, blocks, snapshot.volumeSizeGib(), snapshot.id(), aws.region()));
      } catch (IOException e) {
        throw place.failure(e, snapshot.volumeSizeGib() * GIBIBYTE);
      }
    }
  }

  private Path file(String id) {
    Path given = settings().path("unikernel.output", output);
    return given != null ? given : directory().resolve(id + ".raw");
  }

  private Path directory() {
    return settings()
        .path(project.getFile() == null ? "target" : project.getBuild().getDirectory());
  }

  /** Returns the AMI of the last deploy in a region, in its first one if that is null. */
  private Published published(@Nullable String region) {
    Published published = new ResultFiles(directory().resolve("ec2-unikernel")).published(region);
    if (published == null) {
      throw new InputException(
          "no AMI is given, and the project has published none",
          "Name one with -Dunikernel.amiId=ami-..., or a snapshot with"
              + " -Dunikernel.download.snapshotId=snap-....");
    }
    return published;
  }
}
