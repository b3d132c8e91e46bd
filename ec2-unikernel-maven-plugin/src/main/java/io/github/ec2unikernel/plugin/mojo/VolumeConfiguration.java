package io.github.ec2unikernel.plugin.mojo;

import org.jspecify.annotations.Nullable;

/** A {@code <volume>} element: a further disk of the unikernel. */
public final class VolumeConfiguration {

  /** What it is called, up to 16 letters, digits and {@code . _ -}. */
  private @Nullable String name;

  /** A directory, whose content the volume gets as an ext2 file system, or a file. */
  private @Nullable String source;

  /** A raw disk or file system that is taken as it is, in place of a source. */
  private @Nullable String image;

  /** How large it is, such as {@code 200m} or {@code 1g}; as large as need be if not given. */
  private @Nullable String size;

  /** Its device on EC2; the next of {@code /dev/xvdb} to {@code /dev/xvdp} if not given. */
  private @Nullable String device;

  /** Whether files keep the times of their last change, in place of the build's timestamp. */
  private boolean keepTimes;

  /** The EBS volume of it: type, iops, throughput, size, deleteOnTermination. */
  private @Nullable EbsConfiguration ebs;

  /** Returns the EBS volume that is asked for, or null. */
  @Nullable EbsConfiguration ebs() {
    return ebs;
  }

  String name() {
    return text(name);
  }

  String source() {
    return text(source);
  }

  String image() {
    return text(image);
  }

  String size() {
    return text(size);
  }

  String device() {
    return text(device);
  }

  boolean keepTimes() {
    return keepTimes;
  }

  /** Returns what was given, or the empty text. */
  private static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }
}
