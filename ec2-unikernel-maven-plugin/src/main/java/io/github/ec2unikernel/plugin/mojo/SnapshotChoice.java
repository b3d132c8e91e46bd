package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.aws.AwsConnection;
import io.github.ec2unikernel.plugin.aws.DiskMapping;
import io.github.ec2unikernel.plugin.aws.ImageRecord;
import io.github.ec2unikernel.plugin.aws.SnapshotRecord;
import org.jspecify.annotations.Nullable;

/** Finds the snapshot that is meant. */
final class SnapshotChoice {

  private SnapshotChoice() {}

  /**
   * Returns the snapshot of an AMI's disk.
   *
   * @param device the disk's name, or null for the root
   * @throws InputException if there is none, or it is not complete
   */
  static SnapshotRecord ofAmi(AwsConnection aws, String ami, @Nullable String device) {
    ImageRecord image =
        aws.images()
            .byId(ami)
            .orElseThrow(
                () ->
                    new InputException(
                        "the account has no AMI %s in %s".formatted(ami, aws.region()),
                        "Name another one, or another <aws><region>; the goal list tells of all."));
    String wanted = device == null ? image.rootDevice() : device;
    DiskMapping disk =
        image
            .disk(wanted)
            .orElseThrow(
                () ->
                    new InputException(
                        "the AMI %s has no disk %s".formatted(ami, wanted),
                        "Give <device> as one of "
                            + image.disks().stream().map(DiskMapping::device).toList()
                            + " (unikernel.download.device)."));
    return ofId(aws, disk.snapshotId());
  }

  /**
   * Returns the snapshot of that id.
   *
   * @throws InputException if there is none, or it is not complete
   */
  static SnapshotRecord ofId(AwsConnection aws, String id) {
    SnapshotRecord snapshot =
        aws.snapshots()
            .byId(id)
            .orElseThrow(
                () ->
                    new InputException(
                        "the account has no snapshot %s in %s".formatted(id, aws.region()),
                        "Name another one, or another <aws><region>."));
    if (!snapshot.isCompleted()) {
      throw new InputException(
          "the snapshot %s is '%s', and only complete ones can be read"
              .formatted(id, snapshot.state()),
          "Wait until it is complete, or name another one.");
    }
    return snapshot;
  }
}
