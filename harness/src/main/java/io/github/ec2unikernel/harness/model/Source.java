package io.github.ec2unikernel.harness.model;

import java.nio.file.Path;
import java.util.List;

/** What a machine boots. */
public sealed interface Source {

  /** Returns the file that tells one from another, for people. */
  Path file();

  /**
   * A disk with a boot loader's menu, as EC2 boots it.
   *
   * @param file a raw disk; it is read, never written
   */
  record Disk(Path file) implements Source {}

  /**
   * A kernel that is started directly, without a disk and its menu.
   *
   * @param file the kernel
   * @param modules the files that it is handed, in this order
   */
  record Kernel(Path file, List<Path> modules) implements Source {

    /** Copies the list. */
    public Kernel {
      modules = List.copyOf(modules);
    }
  }
}
