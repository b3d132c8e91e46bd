package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.disk.EntryOutcome;
import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Producer;
import io.github.ec2unikernel.harness.kernel.Triage;
import io.github.ec2unikernel.harness.kernel.Way;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.plugin.format.SourceDisk;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageListener;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** Puts the making of an image into words. */
final class ImageLog implements ImageListener {

  private final Log log;

  ImageLog(Log log) {
    this.log = log;
  }

  /** A step of the making of boot loaders. */
  void loaderStep(String step) {
    log.info("Boot loaders: " + step);
  }

  @Override
  public void wayChosen(BootWay way, List<Triage> kernels) {
    Triage kernel = kernels.get(0);
    if (way.isHvm()) {
      log.info("Kernel: %s: %s".formatted(kernel.name(), kernel.kind()));
    }
    String others =
        kernel.ways().stream()
            .filter(each -> each.answer() == Way.Answer.YES)
            .flatMap(each -> Stream.ofNullable(each.kind().bootWay()))
            .filter(each -> each != way)
            .map(BootWay::id)
            .collect(Collectors.joining(" and "));
    log.info(
        "Boot way: %s%s"
            .formatted(way.id(), others.isEmpty() ? "" : "; <bootWay> has " + others + " as well"));
    if (way == BootWay.SHIM) {
      log.warn(
          "The boot way shim is an experiment: nobody is known to have launched such an AMI on EC2."
              + " It can work on instance types with Xen only (T2, M4, C4, R4 and older), never on"
              + " newer ones, and a boot check that passes here is no proof for EC2.");
    }
  }

  @Override
  public void diskRead(SourceDisk disk) {
    log.info("Disk: %s (%s)".formatted(disk.file(), disk.format().name().toLowerCase(Locale.ROOT)));
    log.info("Boot way: disk");
  }

  @Override
  public void ramdiskPlain(Path kernel, Path module) {
    log.warn(
        "The shim hands %s to the kernel %s as a plain ramdisk; PV-GRUB would make a list of modules of it."
            .formatted(module, kernel));
  }

  @Override
  public void argumentsChanged(Path kernel, String received) {
    log.warn(
        "GRUB puts a backslash before quotes and backslashes: the kernel %s will get the arguments: %s"
                .formatted(kernel, received)
            + " - put what can't bear that into a file of <modules> or <files>.");
  }

  @Override
  public void blanksDropped(Path kernel) {
    log.warn("The shim drops the blanks that <kernelArgs> of %s begins with.".formatted(kernel));
  }

  @Override
  public void diskDoubted(Path disk, String what) {
    log.warn("The disk %s: %s.".formatted(disk, what));
  }

  @Override
  public void kernelUnknown(Path menu) {
    log.warn(
        "The kernels are of different makers, and the menu %s decides which one boots:"
                .formatted(menu)
            + " nothing is said of where the image launches, as that depends on the kernel.");
  }

  @Override
  public void filesProved(int files, long bytes) {
    log.info(
        "Read back from the disk: %d files, %d bytes, all that GRUB is told of"
            .formatted(files, bytes));
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
