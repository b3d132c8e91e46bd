package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.plugin.format.SourceDisk;
import java.nio.file.Path;
import java.util.List;

/** Hears what happens while a disk is built, in the order in which it happens. */
public interface ImageListener {

  /**
   * The boot way was chosen.
   *
   * @param kernels the kernels, which all boot so
   */
  default void wayChosen(BootWay way, List<Triage> kernels) {}

  /** A ready disk was found to be one, of a format that is taken. */
  default void diskRead(SourceDisk disk) {}

  /** The shim will hand a module over as a plain ramdisk, and the kernel may look for a list. */
  default void ramdiskPlain(Path kernel, Path module) {}

  /** GRUB 2 will hand arguments over in another form than the project's. */
  default void argumentsChanged(Path kernel, String received) {}

  /** The shim will drop the blanks with which a kernel's arguments begin. */
  default void blanksDropped(Path kernel) {}

  /** Something about a ready disk is odd, though it can be used. */
  default void diskDoubted(Path disk, String what) {}

  /** The project's own menu decides which of several kernels of different makers boots. */
  default void kernelUnknown(Path menu) {}

  /** A kernel for PV-GRUB was read and is one that boots. */
  default void kernelRead(Kernel kernel) {}

  /** PV-GRUB will pass over something in the project's own menu, or GRUB 2 may do nothing. */
  default void menuDoubted(Path menu, MenuProblem problem) {}

  /** The kernel's or a module's bytes are on the disk. */
  default void fileCopied(String name, long size) {}

  /** The disk is in its place. */
  default void imageWritten(DiskImage image) {}

  /**
   * All that GRUB 2 is told of was read off the written disk, with its bytes.
   *
   * @param bytes how many they are
   */
  default void filesProved(int files, long bytes) {}

  /**
   * Each generation of PV-GRUB was followed over the disk.
   *
   * @param resolutions what they take, the newest first; that one does boot
   */
  default void bootFound(List<Resolution> resolutions) {}
}
