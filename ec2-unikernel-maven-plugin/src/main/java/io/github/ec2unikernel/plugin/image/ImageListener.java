package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;

/** Hears what happens while a disk is built, in the order in which it happens. */
public interface ImageListener {

  /** The kernel was read and is one that boots. */
  default void kernelRead(Kernel kernel) {}

  /** The kernel's or a module's bytes are on the disk. */
  default void fileCopied(String name, long size) {}

  /** The disk is in its place. */
  default void imageWritten(DiskImage image) {}
}
