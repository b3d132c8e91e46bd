package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.disk.EntryOutcome;
import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageListener;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/** Puts the making of an image into words. */
final class ImageLog implements ImageListener {

  private final Log log;

  ImageLog(Log log) {
    this.log = log;
  }

  @Override
  public void kernelRead(Kernel kernel) {
    String style =
        switch (kernel.style()) {
          case XEN_NOTES -> "Xen ELF notes";
          case XEN_GUEST_SECTION -> "the old __xen_guest section";
        };
    String name = kernel.guestOs() == null ? "" : " " + kernel.guestOs();
    String producer =
        kernel.producer().name() == Producer.Name.UNKNOWN
            ? ""
            : ", " + kernel.producer().name().text();
    String packing = String.join(" in ", kernel.packing().stream().map(each -> each.id()).toList());
    log.info(
        "Kernel: %s: Xen PV, 64 bit, with %s%s%s%s"
            .formatted(
                kernel.file(), style, name, producer, packing.isEmpty() ? "" : ", in " + packing));
    if (kernel.loaders().isEmpty()) {
      log.warn(
          "No loader here reads a kernel in "
              + packing
              + ", so it can't be booted here. Compress it with `gzip -9n` instead.");
    } else if (kernel.paddrIsVirtual()) {
      log.warn(
          "The kernel's segments give virtual addresses as physical ones: GRUB 2 will say \"out of"
              + " memory\" where libxl may boot it. Link it with physical addresses that count from"
              + " VIRT_BASE.");
    }
  }

  @Override
  public void menuDoubted(Path menu, MenuProblem problem) {
    log.warn("The menu %s: %s. %s".formatted(menu, problem, problem.hint()));
  }

  @Override
  public void imageWritten(DiskImage image) {
    log.info("Image: " + image.file() + " (" + mebibytes(image.size()) + ")");
  }

  /** A volume is there. */
  void volumeMade(MappedVolume volume) {
    VolumeImage image = volume.image();
    log.info(
        "Volume: %s (%s, %s)".formatted(image.file(), volume.device(), mebibytes(image.size())));
  }

  private static String mebibytes(long size) {
    return (size >> 20) + " MiB";
  }

  @Override
  public void bootFound(List<Resolution> resolutions) {
    Resolution newest = resolutions.get(0);
    log.info(newest.summary());
    for (Resolution older : resolutions.subList(1, resolutions.size())) {
      log.info(
          older.boots(newest) ? older.generation().label() + " takes the same" : older.summary());
    }
    newest.outcomes().stream()
        .takeWhile(outcome -> outcome.loaded().isEmpty())
        .flatMap(outcome -> outcome.obstacle().stream())
        .forEach(
            obstacle ->
                log.warn(
                    "An entry that comes first can't be loaded: %s. %s"
                        .formatted(obstacle.what(), obstacle.hint())));
    newest
        .booted()
        .flatMap(EntryOutcome::loaded)
        .ifPresent(loaded -> loaded.doubts().forEach(doubt -> log.warn(doubt + ".")));
  }
}
