package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.aws.Hvm;
import io.github.ec2unikernel.plugin.aws.Paravirtual;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import java.nio.file.Path;

/**
 * A raw file that becomes a snapshot and a device of the machine image: the disk or a volume.
 *
 * @param name the volume's name, or {@link #ROOT}
 * @param device its device, such as {@code /dev/sda1}
 * @param file the raw file
 * @param size its length in bytes when it was built
 * @param sha256 its SHA-256 when it was built, 64 lower-case hex digits
 */
public record DiskSource(String name, String device, Path file, long size, String sha256) {

  /** The name of the disk; no volume can have it. */
  static final String ROOT = "";

  static DiskSource of(DiskImage image) {
    String device = image.boot().way().isHvm() ? Hvm.ROOT_DEVICE : Paravirtual.ROOT_DEVICE;
    return new DiskSource(ROOT, device, image.file(), image.size(), image.sha256());
  }

  static DiskSource of(MappedVolume volume) {
    return new DiskSource(
        volume.image().name(),
        volume.device(),
        volume.image().file(),
        volume.image().size(),
        volume.image().sha256());
  }

  /** Returns whether it is the disk, and not a volume beside it. */
  public boolean isRoot() {
    return name.equals(ROOT);
  }

  /** Returns the size of its EBS volume in GiB. */
  int volumeSizeGib() {
    return VolumeSize.gibFor(size);
  }

  /** Returns the identity of its snapshot: two with the same one are interchangeable. */
  String dataId(Encryption encryption) {
    return Sha256.hex(
        "ec2-unikernel snapshot 1\nsha256:"
            + sha256
            + "\n"
            + volumeSizeGib()
            + " GiB\n"
            + (encryption.encrypted() ? encryption + "\n" : ""));
  }

  @Override
  public String toString() {
    return isRoot() ? "the disk" : "volume " + name;
  }
}
