package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.Kernel;
import java.nio.file.Path;
import java.util.List;

/** Hears what happens while a disk is built, in the order in which it happens. */
public interface ImageListener {

  /** The kernel was read and is one that boots. */
  default void kernelRead(Kernel kernel) {}

  /** PV-GRUB will pass over something in the project's own menu. */
  default void menuDoubted(Path menu, MenuProblem problem) {}

  /** The kernel's or a module's bytes are on the disk. */
  default void fileCopied(String name, long size) {}

  /** The disk is in its place. */
  default void imageWritten(DiskImage image) {}

  /**
   * Each generation of PV-GRUB was followed over the disk.
   *
   * @param resolutions what they take, the newest first; that one does boot
   */
  default void bootFound(List<Resolution> resolutions) {}
}
