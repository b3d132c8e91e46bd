package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.util.Optional;

/** The file systems that a boot loader finds on a disk, be it written or only planned. */
public interface DiskContents {

  /**
   * Returns a file system that PV-GRUB can read, if there is one.
   *
   * @param partition a primary partition from 1 to 4, or 0 for the whole disk
   */
  Optional<FileSystemContents> fileSystem(int partition) throws IOException;
}
