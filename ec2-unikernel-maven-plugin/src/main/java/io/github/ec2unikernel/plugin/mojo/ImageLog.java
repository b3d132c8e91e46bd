package io.github.ec2unikernel.plugin.mojo;

import io.github.ec2unikernel.harness.disk.EntryOutcome;
import io.github.ec2unikernel.harness.disk.Resolution;
import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.image.ImageListener;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
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
    log.info("Kernel: " + kernel.file() + ": Xen PV, 64 bit, with " + style + name);
    if (kernel.paddrIsVirtual()) {
      log.warn(
          "The kernel's segments give virtual addresses as physical ones: GRUB 2 will say \"out of"
              + " memory\" where libxl may boot it. Link it with physical addresses that count from"
              + " VIRT_BASE.");
    }
  }

  @Override
  public void imageWritten(DiskImage image) {
    log.info("Image: " + image.file() + " (" + figures(image.size(), image.sha256()) + ")");
  }

  /** A volume is there. */
  void volumeMade(MappedVolume volume) {
    String figures = figures(volume.image().size(), volume.image().sha256());
    log.info("Volume: " + volume.image().file() + " (" + volume.device() + ", " + figures + ")");
  }

  private static String figures(long size, String sha256) {
    return (size >> 20) + " MiB, SHA-256 " + sha256.substring(0, 16) + "...";
  }

  @Override
  public void bootFound(List<Resolution> resolutions) {
    Resolution newest = resolutions.get(0);
    log.info(newest.summary());
    for (Resolution older : resolutions.subList(1, resolutions.size())) {
      log.info(
          older.boots(newest) ? older.generation().label() + " takes the same" : older.summary());
    }
    newest
        .booted()
        .flatMap(EntryOutcome::loaded)
        .ifPresent(loaded -> loaded.doubts().forEach(doubt -> log.warn(doubt + ".")));
  }
}
