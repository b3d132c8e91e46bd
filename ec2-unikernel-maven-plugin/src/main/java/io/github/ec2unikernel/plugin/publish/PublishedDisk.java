package io.github.ec2unikernel.plugin.publish;

/**
 * A disk that images were made of.
 *
 * @param name the volume's name, empty for the root
 * @param device its device
 * @param sha256 its SHA-256, 64 lower-case hex digits
 * @param size its length in bytes
 * @param volumeSizeGib the size of its snapshots in GiB
 */
public record PublishedDisk(
    String name, String device, String sha256, long size, int volumeSizeGib) {

  static PublishedDisk of(DiskSource disk) {
    return new PublishedDisk(
        disk.name(), disk.device(), disk.sha256(), disk.size(), disk.volumeSizeGib());
  }
}
