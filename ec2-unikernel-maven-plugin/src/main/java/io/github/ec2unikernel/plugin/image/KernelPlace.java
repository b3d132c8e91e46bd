package io.github.ec2unikernel.plugin.image;

import org.jspecify.annotations.Nullable;

/**
 * Where a profile has its kernels.
 *
 * @param directory the directory of kernels and modules, {@code /} or with a slash at the end
 * @param name the name of a disk's first kernel, or null if it keeps its own
 * @param compressed whether kernels are compressed with gzip
 */
public record KernelPlace(String directory, @Nullable String name, boolean compressed) {

  /** Returns the path of a kernel whose own file name is given. */
  String path(String fileName, boolean first) {
    return directory + (first && name != null ? name : fileName);
  }
}
