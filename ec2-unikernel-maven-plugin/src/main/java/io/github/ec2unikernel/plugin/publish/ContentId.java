package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.EbsVolume;
import io.github.ec2unikernel.plugin.aws.Encryption;
import io.github.ec2unikernel.plugin.aws.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The identity of what a machine image boots: two of one region with the same one are
 * interchangeable.
 *
 * @param hex 64 lower-case hex digits
 */
record ContentId(String hex) {

  /** Returns the identity of disks, the root first, registered on that platform. */
  static ContentId of(
      List<DiskSource> disks, ImageOptions options, Encryption encryption, Platform platform) {
    // Everything that RegisterImage takes and that an instance could notice; no name, no tags. What
    // nobody asked for leaves no trace, so that images of older versions are found again.
    DiskSource root = disks.get(0);
    StringBuilder text = new StringBuilder("ec2-unikernel image 1\n");
    text.append("disk sha256:").append(root.sha256());
    text.append('\n').append(platform.machine()).append(' ').append(root.device());
    text.append('\n').append(platform.identity());
    append(text, root, options);
    // Their order in the POM changes nothing.
    List<DiskSource> volumes = new ArrayList<>(disks.subList(1, disks.size()));
    volumes.sort(Comparator.comparing(DiskSource::device));
    for (DiskSource volume : volumes) {
      text.append("disk sha256:").append(volume.sha256());
      text.append("\nat ").append(volume.device()).append('\n');
      append(text, volume, options);
    }
    if (encryption.encrypted()) {
      text.append(encryption).append('\n');
    }
    return new ContentId(Sha256.hex(text.toString()));
  }

  private static void append(StringBuilder text, DiskSource disk, ImageOptions options) {
    EbsVolume volume = options.volumeOf(disk);
    text.append("volume ").append(volume.sizeOf(disk.volumeSizeGib())).append(" GiB");
    text.append(volume.identity()).append('\n');
  }

  /** Returns the first digits, enough to tell one artifact's images apart. */
  String prefix() {
    return hex.substring(0, 12);
  }
}
