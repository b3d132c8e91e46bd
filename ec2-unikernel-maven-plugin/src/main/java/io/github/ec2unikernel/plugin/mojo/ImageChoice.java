package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an image is to boot and of what it is made, as a project says it.
 *
 * @param way by which way, or null if its kernels decide
 * @param firmwares what is to start it, or none for what fits
 * @param disk the ready disk that is given, or null
 * @param hasKernel whether a kernel is given
 */
record ImageChoice(
    @Nullable BootWay way, Set<Firmware> firmwares, @Nullable Path disk, boolean hasKernel) {

  /**
   * Reads the elements {@code <bootWay>}, {@code <firmware>} and {@code <disk>}.
   *
   * @throws InputException if one has a value that can't be
   */
  static ImageChoice of(
      Settings settings,
      @Nullable String bootWay,
      @Nullable String firmware,
      @Nullable String disk,
      boolean hasKernel) {
    BootChoices choices = new BootChoices(settings);
    return new ImageChoice(
        choices.way(bootWay),
        choices.firmwares(firmware),
        settings.path("unikernel.disk", disk),
        hasKernel);
  }

  /**
   * Tells whether the image is a ready disk.
   *
   * @throws InputException if it is and there is none, or there is a kernel as well
   */
  boolean isReadyDisk() {
    if (way != BootWay.DISK) {
      return way == null && disk != null && !hasKernel;
    }
    if (disk == null) {
      throw new InputException(
          "<bootWay> is 'disk', and no disk is given",
          "Name the ready disk: <disk>nanos.img</disk>, or -Dunikernel.disk=FILE.");
    }
    if (hasKernel) {
      throw new InputException(
          "<bootWay> is 'disk', a disk with a kernel of its own, and <kernel> is given as well",
          "Leave one of <kernel> and <disk> out.");
    }
    return true;
  }

  /**
   * Checks that there is one thing to make an image of.
   *
   * @throws InputException if there are a kernel and a ready disk
   */
  void requireOne() {
    if (disk != null && hasKernel && !isReadyDisk()) {
      throw new InputException(
          "<kernel> is given, and <disk> is %s as well: an image is made of one of them"
              .formatted(disk),
          "Leave one of <kernel> and <disk> out; the goal boot alone starts another disk.");
    }
  }
}
