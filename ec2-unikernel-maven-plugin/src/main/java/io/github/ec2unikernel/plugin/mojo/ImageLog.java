package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.disk.MenuProblem;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.Kernel;
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
    KernelWords words = new KernelWords(kernel);
    log.info(words.line());
    words.doubt().ifPresent(log::warn);
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
    ResolutionWords words = new ResolutionWords(resolutions);
    words.lines().forEach(log::info);
    words.doubts().forEach(log::warn);
  }
}
