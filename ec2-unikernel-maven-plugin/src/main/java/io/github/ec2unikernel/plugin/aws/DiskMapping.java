package io.github.ec2unikernel.plugin.aws;

/**
 * A device of a machine image and what it is made of.
 *
 * @param device its name, such as {@code /dev/sda1}
 * @param snapshotId its completed snapshot
 * @param volumeSizeGib its size in GiB, 0 if unknown
 */
public record DiskMapping(String device, String snapshotId, int volumeSizeGib) {}
