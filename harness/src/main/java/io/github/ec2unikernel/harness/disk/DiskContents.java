package io.github.ec2unikernel.harness.disk;

import java.io.IOException;
import java.util.Optional;

/** The file systems that a boot loader finds on a disk, be it written or only planned. */
public interface DiskContents {

  /**
   * Returns a file system that PV-GRUB can read, if there is one.
   *
   * @param partition a partition from 1, or 0 for the whole disk
   * @throws DamagedDiskException if there is one and it is damaged
   */
  Optional<FileSystemContents> fileSystem(int partition) throws IOException;

  /** Says why {@link #fileSystem} has nothing, as the end of a sentence. */
  default String whyNone(int partition) throws IOException {
    return "there is no file system";
  }

  /** Tells whether the partitions are listed in a GPT, which PV-GRUB knows from 1.04 on. */
  default boolean hasGpt() throws IOException {
    return false;
  }
}
