package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.KernelReader;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.ext2.Ext2Writer;
import io.github.ec2unikernel.plugin.ext2.Identity;
import io.github.ec2unikernel.plugin.ext2.Layout;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import io.github.ec2unikernel.plugin.mbr.Mbr;
import java.io.IOException;
import java.time.Instant;

/**
 * Builds the disk that ec2-unikernel built: an MBR, and one ext2 partition with the kernel and its
 * modules in the root directory and the menu in {@code /grub} and {@code /boot/grub}.
 */
public final class ImageBuilder {

  /** The unit of the disk's size, and where the partition begins. */
  private static final long MEBIBYTE = Mbr.FIRST_SECTOR * Mbr.SECTOR;

  private ImageBuilder() {}

  /**
   * Builds a disk; the same request gives the same bytes. Until the disk is complete, its target is
   * left as it was.
   *
   * @throws InputException if a file or value of the request can't be used
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the disk can't be written
   */
  public static DiskImage build(ImageRequest request, ImageListener listener) {
    requireTimestamp(request.timestamp());
    Kernel kernel = KernelReader.read(request.kernel());
    listener.kernelRead(kernel);
    DiskFiles files = DiskFiles.of(request, listener);
    Layout layout = Layout.of(files.tree());
    long size = MEBIBYTE + roundedUp(layout.size());
    requireSize(size);
    TargetPlace place = place(request);
    place.requireRoom(size - MEBIBYTE);
    Fingerprint fingerprint = Fingerprint.of(files);
    String sha256 = write(layout, fingerprint, request.timestamp(), size, place);
    DiskImage image = new DiskImage(request.target(), size, sha256, kernel);
    listener.imageWritten(image);
    return image;
  }

  private static String write(
      Layout layout, Fingerprint fingerprint, Instant timestamp, long size, TargetPlace place) {
    Identity identity = fingerprint.identity(timestamp);
    Mbr mbr =
        new Mbr(
            fingerprint.diskSignature(), Mbr.FIRST_SECTOR, size / Mbr.SECTOR - Mbr.FIRST_SECTOR);
    try (PartFile file = PartFile.beside(place.target());
        SparseOutput out = new SparseOutput(file.channel())) {
      out.write(mbr.toBytes());
      out.zerosUntil(MEBIBYTE);
      Ext2Writer.write(layout, identity, out);
      out.zerosUntil(size);
      String sha256 = out.finish();
      file.commit();
      return sha256;
    } catch (IOException e) {
      throw place.failure(e, size - MEBIBYTE);
    }
  }

  private static TargetPlace place(ImageRequest request) {
    TargetPlace place = TargetPlace.of("disk", request.target());
    place.requireOther(request.kernel(), "kernel");
    request.modules().forEach(module -> place.requireOther(module, "module"));
    place.createDirectory();
    return place;
  }

  private static void requireTimestamp(Instant timestamp) {
    if (timestamp.isBefore(Instant.EPOCH) || timestamp.isAfter(Identity.LATEST)) {
      throw new InputException(
          "The timestamp %s is outside what ext2 can hold, %s to %s."
              .formatted(timestamp, Instant.EPOCH, Identity.LATEST),
          "Set the property project.build.outputTimestamp to a time between them.");
    }
  }

  private static void requireSize(long size) {
    long limit = Mbr.SECTOR_LIMIT * Mbr.SECTOR;
    if (size > limit) {
      throw new InputException(
          "The disk would have %d bytes, more than an MBR can tell of (%d).".formatted(size, limit),
          "Give fewer or smaller modules.");
    }
  }

  private static long roundedUp(long size) {
    return -Math.floorDiv(-size, MEBIBYTE) * MEBIBYTE;
  }
}
