package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.AwsLimits;
import io.github.ec2unikernel.plugin.aws.AwsTarget;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import io.github.ec2unikernel.plugin.publish.ResultFiles;
import io.github.ec2unikernel.plugin.publish.SnapshotDownload;
import java.io.IOException;
import java.nio.file.Path;
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
    try (AwsConnection aws = AwsConnection.open(target, AwsLimits.of(CONNECTIONS))) {
      SnapshotRecord snapshot = snapshot(aws);
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

  /** Returns the AMI of the last deploy, or null if there was none. */
  private @Nullable String published() {
    return new ResultFiles(directory().resolve("ec2-unikernel")).amiId();
  }

  private SnapshotRecord snapshot(AwsConnection aws) {
    String snapshot = settings().text("unikernel.download.snapshotId", snapshotId);
    if (snapshot != null) {
      return SnapshotChoice.ofId(aws, snapshot);
    }
    String ami = settings().text("unikernel.amiId", amiId);
    if (ami == null) {
      ami = published();
    }
    if (ami == null) {
      throw new InputException(
          "no AMI is given, and the project has published none",
          "Name one with -Dunikernel.amiId=ami-..., or a snapshot with"
              + " -Dunikernel.download.snapshotId=snap-....");
    }
    return SnapshotChoice.ofAmi(aws, ami, settings().text("unikernel.download.device", device));
  }
}
