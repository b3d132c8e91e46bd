package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.plugin.io.FileDigest;
import java.nio.file.Path;

/**
 * A finished disk that EC2 boots.
 *
 * @param file the raw disk, a sparse file
 * @param size its length in bytes, a multiple of 512
 * @param digest SHA-256 of all its bytes
 * @param boot how it boots
 */
public record DiskImage(Path file, long size, FileDigest digest, DiskBoot boot) {

  /** Creates one whose SHA-256 is known, 64 lower-case hex digits. */
  public DiskImage(Path file, long size, String sha256, DiskBoot boot) {
    this(file, size, new FileDigest.Known(sha256), boot);
  }

  /** Returns the SHA-256 as {@link FileDigest#hex} does, which may read the file. */
  public String sha256() {
    return digest.hex();
  }
}
