package io.github.ec2unikernel.plugin.publish;

import org.jspecify.annotations.Nullable;

/**
 * What a run has made of a disk or a volume so far, as state.json keeps it.
 *
 * @param name the volume's name, empty for the disk
 * @param device its device in the AMI
 * @param sha256 its SHA-256
 * @param snapshotId its snapshot, once there is one
 * @param blocksSent how many blocks of 512 KiB were sent of it
 * @param bytesSent how many bytes that was
 */
public record DiskState(
    String name,
    String device,
    String sha256,
    @Nullable String snapshotId,
    int blocksSent,
    long bytesSent) {

  static DiskState of(DiskSource disk) {
    return new DiskState(disk.name(), disk.device(), disk.sha256(), null, 0, 0);
  }

  DiskState with(Snapshot snapshot) {
    return new DiskState(
        name, device, sha256, snapshot.id(), snapshot.blocks(), snapshot.bytesSent());
  }

  DiskState without() {
    return new DiskState(name, device, sha256, null, 0, 0);
  }
}
