package io.github.ec2unikernel.plugin.image;

import io.github.ec2unikernel.harness.disk.BootDisk;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.format.RawMaker;
import io.github.ec2unikernel.plugin.format.SourceDisk;
import io.github.ec2unikernel.plugin.format.SourceFormat;
import io.github.ec2unikernel.plugin.io.FileDigest;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.TargetPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the image of a ready disk: checks it, and has it raw. */
public final class ReadyDisk {

  private ReadyDisk() {}

  /**
   * Makes the image; the same disk gives the same bytes. Until it is complete, its target is left
   * as it was.
   *
   * @throws InputException if the disk is damaged or none that a machine starts from
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if the image can't be written
   */
  public static DiskImage make(ReadyRequest request, ImageListener listener) {
    SourceDisk disk = SourceDisk.of(request.disk());
    listener.diskRead(disk);
    TargetPlace place = TargetPlace.of("disk", request.target());
    place.requireOther(request.disk(), "disk");
    place.createDirectory();
    Set<Firmware> firmwares;
    long size;
    Consumer<String> odd = what -> listener.diskDoubted(request.disk(), what);
    try (PartFile part = PartFile.beside(place.target())) {
      requireWhole(request, RawMaker.make(disk, part, odd), part.path());
      size = part.channel().size();
      firmwares = firmwares(request, part.path());
      part.commit();
    } catch (IOException e) {
      throw place.failure(e);
    }
    DiskImage image =
        new DiskImage(
            request.target(),
            size,
            FileDigest.of(request.target()),
            new DiskBoot(BootWay.DISK, firmwares, null));
    listener.imageWritten(image);
    return image;
  }

  /**
   * Returns how the image is to boot, without one made; of a disk that is not raw, only what is
   * asked for is known.
   *
   * @param otherwise the firmwares where nothing is known
   * @throws InputException if the disk is none, or not for what is asked for
   */
  public static DiskBoot plan(ReadyRequest request, Set<Firmware> otherwise) {
    boolean raw = SourceDisk.of(request.disk()).format() == SourceFormat.RAW;
    Set<Firmware> asked = request.firmwares().isEmpty() ? otherwise : request.firmwares();
    return new DiskBoot(BootWay.DISK, raw ? firmwares(request, request.disk()) : asked, null);
  }

  private static void requireWhole(ReadyRequest request, long size, Path raw) {
    long needed = BootDisk.neededSize(raw);
    if (needed > size) {
      throw new InputException(
          "<disk> is %s, a disk of %d bytes, and its partitions go on to byte %d: it is truncated"
              .formatted(request.disk(), size, needed),
          "Make the image again, or copy it again, whole.");
    }
  }

  private static Set<Firmware> firmwares(ReadyRequest request, Path raw) {
    Set<Firmware> found = BootDisk.start(raw).firmwares();
    if (found.isEmpty()) {
      throw new InputException(
          "<disk> is %s, which no machine starts from: its first sector has no boot code, and there is no EFI system partition"
              .formatted(request.disk()),
          "Give a whole disk with its boot loader, not a partition or a file system alone.");
    }
    if (!found.containsAll(request.firmwares())) {
      throw new InputException(
          "<firmware> is '%s', and the disk %s starts by %s only"
              .formatted(words(request.firmwares()), request.disk(), words(found)),
          "Leave <firmware> out, or give another disk.");
    }
    return request.firmwares().isEmpty() ? found : request.firmwares();
  }

  private static String words(Set<Firmware> firmwares) {
    List<String> words =
        firmwares.stream().sorted(Comparator.naturalOrder()).map(Firmware::id).toList();
    return words.size() > 1 ? "both" : words.get(0);
  }
}
