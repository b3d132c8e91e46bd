package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.plugin.io.FileDigest;
import java.nio.file.Path;

/**
 * A finished disk that EC2's PV-GRUB boots.
 *
 * @param file the raw disk, a sparse file
 * @param size its length in bytes, a multiple of 512
 * @param digest SHA-256 of all its bytes
 * @param kernel the kernel on it, the first in the menu of several
 */
public record DiskImage(Path file, long size, FileDigest digest, Kernel kernel) {

  /** Creates one whose SHA-256 is known, 64 lower-case hex digits. */
  public DiskImage(Path file, long size, String sha256, Kernel kernel) {
    this(file, size, new FileDigest.Known(sha256), kernel);
  }

  /** Returns the SHA-256 as {@link FileDigest#hex} does, which may read the file. */
  public String sha256() {
    return digest.hex();
  }
}
