package io.github.ec2unikernel.plugin.publish;

import org.jspecify.annotations.Nullable;

/**
 * What a run has made of a volume so far, as state.json keeps it.
 *
 * @param name the volume's name
 * @param device its device in the AMI
 * @param sha256 its SHA-256
 * @param snapshotId its snapshot, once there is one
 */
public record VolumeState(String name, String device, String sha256, @Nullable String snapshotId) {

  static VolumeState of(DiskSource volume) {
    return new VolumeState(volume.name(), volume.device(), volume.sha256(), null);
  }

  VolumeState with(@Nullable String snapshot) {
    return new VolumeState(name, device, sha256, snapshot);
  }
}
