package io.github.ec2unikernel.plugin.publish;

/** EBS volumes come in whole GiB, and at least one. */
final class VolumeSize {

  private static final long GIB = 1L << 30;

  private VolumeSize() {}

  /** Returns the size in GiB of the smallest volume that holds so many bytes. */
  static int gibFor(long bytes) {
    return Math.toIntExact(Math.max(1, (bytes + GIB - 1) / GIB));
  }
}
