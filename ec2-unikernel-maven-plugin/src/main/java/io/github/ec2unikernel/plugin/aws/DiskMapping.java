package io.github.ec2unikernel.plugin.aws;

/**
 * A device of a machine image and what it is made of.
 *
 * @param device its name, such as {@code /dev/sda1}
 * @param snapshotId its completed snapshot
 * @param volumeSizeGib its size in GiB, 0 if unknown
 * @param volume what kind of volume it is
 */
public record DiskMapping(String device, String snapshotId, int volumeSizeGib, EbsVolume volume) {

  /** Returns a device whose kind of volume is not known or does not matter. */
  public static DiskMapping of(String device, String snapshotId, int volumeSizeGib) {
    return new DiskMapping(device, snapshotId, volumeSizeGib, EbsVolume.standard());
  }
}
