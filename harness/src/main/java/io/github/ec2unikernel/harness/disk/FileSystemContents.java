package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The files of a file system. */
public interface FileSystemContents {

  /**
   * Returns a regular file, symbolic links followed.
   *
   * @param path from the root, with slashes
   * @throws DamagedDiskException if what leads there is damaged
   */
  Optional<ByteSource> find(String path) throws IOException;

  /** Returns what makes it doubtful that PV-GRUB reads it, each a sentence without its end. */
  default List<String> doubts() {
    return List.of();
  }
}
