package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.plugin.io.FileDigest;
import java.nio.file.Path;

/**
 * A finished volume: an ext2 file system without a partition table, or what somebody else made.
 *
 * @param name what it is called
 * @param file the raw volume, a sparse file
 * @param size its length in bytes, a multiple of 1 MiB unless somebody else made it
 * @param digest SHA-256 of all its bytes
 */
public record VolumeImage(String name, Path file, long size, FileDigest digest) {

  /** Creates one whose SHA-256 is known, 64 lower-case hex digits. */
  public VolumeImage(String name, Path file, long size, String sha256) {
    this(name, file, size, new FileDigest.Known(sha256));
  }

  /** Returns the SHA-256 as {@link FileDigest#hex} does, which may read the file. */
  public String sha256() {
    return digest.hex();
  }
}
