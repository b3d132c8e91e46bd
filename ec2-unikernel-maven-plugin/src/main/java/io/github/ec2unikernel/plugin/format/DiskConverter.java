package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.PartFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes a raw disk in another format; the same request gives the same bytes, those of a VMDK with
 * the same zlib and those of a qcow2 with the same QEMU. VMDK and VHD are written here, as qemu-img
 * puts random numbers and the time of day into them; qcow2 is QEMU's own.
 */
public final class DiskConverter {

  private DiskConverter() {}

  /**
   * Checks that this machine can write a format.
   *
   * @throws EnvironmentException if it can't
   */
  public static void require(DiskFormat format) {
    if (format == DiskFormat.QCOW2) {
      QcowWriter.require();
    }
  }

  /**
   * Converts a disk. Until the new one is complete, its target is left as it was.
   *
   * @throws InputException if the disk is too large to be written in the format
   * @throws EnvironmentException if a file can't be read or written
   */
  public static FormattedDisk convert(FormatRequest request) {
    require(request.format());
    Path target = request.target();
    try (RawDisk disk = RawDisk.open(request.disk());
        PartFile part = PartFile.beside(target)) {
      requireSize(request, disk.size());
      if (request.format() == DiskFormat.QCOW2) {
        QcowWriter.write(request.disk(), part.path());
      } else {
        writer(request).write(disk, new OutputFile(part.channel()));
      }
      part.commit();
      return new FormattedDisk(request.format(), target, Files.size(target));
    } catch (IOException e) {
      throw new EnvironmentException(
          "The disk %s can't be written as %s to %s: %s."
              .formatted(request.disk(), request.format().id(), target, e.getMessage()),
          "See that its directory is writable and has room.",
          e);
    }
  }

  private static FormatWriter writer(FormatRequest request) {
    UUID id = id(request);
    return switch (request.format()) {
      case VHD -> new FixedVhdWriter(id, request.timestamp());
      case VHD_DYNAMIC -> new DynamicVhdWriter(id, request.timestamp());
      case VMDK -> new VmdkWriter(contentId(id), String.valueOf(request.target().getFileName()));
      case QCOW2 -> throw new IllegalArgumentException("qcow2 is written by qemu-img");
    };
  }

  /** Returns a number of this disk in this format, by the name-based rule of RFC 4122. */
  private static UUID id(FormatRequest request) {
    String name = request.format().id() + ' ' + request.sha256();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The two highest numbers mean "none". */
  private static int contentId(UUID id) {
    return (int) id.getLeastSignificantBits() & Integer.MAX_VALUE;
  }

  /** A VMDK counts its file's sectors with 32 bits; VHD's limit leaves room for what it adds. */
  private static void requireSize(FormatRequest request, long size) {
    if (request.format() != DiskFormat.QCOW2 && size > VhdFooter.LARGEST) {
      throw new InputException(
          "The disk %s has %d bytes, and as %s this plugin writes disks of at most %d."
              .formatted(request.disk(), size, request.format().id(), VhdFooter.LARGEST),
          "Take %s out of <formats>.".formatted(request.format().id()));
    }
  }
}
