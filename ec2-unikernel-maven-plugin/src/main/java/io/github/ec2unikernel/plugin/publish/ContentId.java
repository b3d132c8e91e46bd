package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.aws.Encryption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The identity of what a machine image boots: two with the same one are interchangeable.
 *
 * @param hex 64 lower-case hex digits
 */
record ContentId(String hex) {

  /** Returns the identity of disks, the root first, registered as a PV image with that kernel. */
  static ContentId of(List<DiskSource> disks, String kernelId, Encryption encryption) {
    // Everything that RegisterImage takes and that an instance could notice; no name, no tags.
    DiskSource root = disks.get(0);
    StringBuilder text = new StringBuilder("ec2-unikernel image 1\n");
    text.append("disk sha256:").append(root.sha256());
    text.append("\nparavirtual x86_64 ").append(root.device());
    text.append("\nkernel ").append(kernelId);
    text.append("\nvolume ").append(root.volumeSizeGib()).append(" GiB\n");
    // Their order in the POM changes nothing.
    List<DiskSource> volumes = new ArrayList<>(disks.subList(1, disks.size()));
    volumes.sort(Comparator.comparing(DiskSource::device));
    for (DiskSource volume : volumes) {
      text.append("disk sha256:").append(volume.sha256());
      text.append("\nat ").append(volume.device());
      text.append("\nvolume ").append(volume.volumeSizeGib()).append(" GiB\n");
    }
    if (encryption.encrypted()) {
      text.append(encryption).append('\n');
    }
    return new ContentId(Sha256.hex(text.toString()));
  }

  /** Returns the first digits, enough to tell one artifact's images apart. */
  String prefix() {
    return hex.substring(0, 12);
  }
}
