package io.github.ec2unikernel.harness.disk;

import io.github.ec2unikernel.harness.kernel.ByteSource;
import java.io.IOException;
import java.util.Optional;

/** The files of a file system. */
public interface FileSystemContents {

  /**
   * Returns a regular file, symbolic links followed.
   *
   * @param path from the root, with slashes
   */
  Optional<ByteSource> find(String path) throws IOException;
}
