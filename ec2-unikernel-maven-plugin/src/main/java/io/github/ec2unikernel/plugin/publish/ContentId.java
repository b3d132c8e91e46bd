package io.github.ec2unikernel.plugin.publish;

/**
 * The identity of what a machine image boots: two with the same one are interchangeable.
 *
 * @param hex 64 lower-case hex digits
 */
record ContentId(String hex) {

  /** Returns the identity of a disk registered as a PV image with that kernel. */
  static ContentId of(String imageSha256, String kernelId, int volumeSizeGib) {
    // Everything that RegisterImage takes and that an instance could notice; no name, no tags.
    return new ContentId(
        Sha256.hex(
            "ec2-unikernel image 1\n"
                + "disk sha256:"
                + imageSha256
                + "\nparavirtual x86_64 /dev/sda1\nkernel "
                + kernelId
                + "\nvolume "
                + volumeSizeGib
                + " GiB\n"));
  }

  /** Returns the first digits, enough to tell one artifact's images apart. */
  String prefix() {
    return hex.substring(0, 12);
  }
}
