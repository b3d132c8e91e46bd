package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes a raw disk of a ready one; the same disk gives the same bytes. */
public final class RawMaker {

  /** More than EBS has in a volume: 64 TiB. */
  public static final long LARGEST = 1L << 46;

  private static final String QEMU_IMG = "qemu-img";
  private static final long MEBIBYTE = 1 << 20;

  /** Long enough for terabytes. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  /** qemu-img's answer for formats in which it can't look for damage. */
  private static final int NO_CHECKS = 63;

  private final SourceDisk disk;
  private final PartFile part;

  private RawMaker(SourceDisk disk, PartFile part) {
    this.disk = disk;
    this.part = part;
  }

  /**
   * Writes the raw disk, filled up with zeros to whole MiB.
   *
   * @param part where it goes, an empty file
   * @return its length in bytes before that
   * @throws InputException if the disk is damaged, or too large for EC2
   * @throws EnvironmentException if qemu-img is missing
   * @throws IOException if the raw disk can't be written
   */
  public static long make(SourceDisk disk, PartFile part) throws IOException {
    return new RawMaker(disk, part).make();
  }

  private long make() throws IOException {
    if (disk.format() == SourceFormat.RAW) {
      copy();
    } else {
      convert();
    }
    long size = part.channel().size();
    fillUp(part.channel(), size);
    return size;
  }

  private void copy() throws IOException {
    Content content = Content.of(disk.file(), "disk");
    requireSize(content.size());
    SparseOutput out = new SparseOutput(part.channel());
    try (ContentReader reader = content.open()) {
      out.copy(reader, content.size());
      reader.requireEnd();
    }
    out.finish();
  }

  private void convert() {
    if (!ProcessRunner.isOnPath(QEMU_IMG)) {
      throw new EnvironmentException(
          "qemu-img is not on the PATH, and the disk %s is no raw one".formatted(disk.file()),
          "Install it: sudo apt-get install --no-install-recommends qemu-utils; or give a raw disk.");
    }
    DiskInfo info = DiskInfo.parse(disk, run("info", List.of("--output=json"), List.of()));
    info.requireAlone();
    requireSize(info.size());
    if (disk.format() == SourceFormat.QCOW2) {
      info.requireWhole(run("check", List.of("--output=json"), List.of()));
    } else {
      run("check", List.of("-q"), List.of());
    }
    run("convert", List.of("-q", "-O", "raw"), List.of(part.path().toAbsolutePath().toString()));
  }

  private String run(String what, List<String> options, List<String> target) {
    Path directory = part.path().toAbsolutePath().resolveSibling("");
    Command command =
        Command.of(QEMU_IMG, what)
            .with(options)
            .with(List.of("--image-opts", options(disk)))
            .with(target);
    Exit exit = ProcessRunner.run(command, directory, PATIENCE);
    if (!exit.succeeded() && !(what.equals("check") && exit.code() == NO_CHECKS)) {
      throw new InputException(
          "<disk> is %s, and `qemu-img %s` says of it: %s"
              .formatted(disk.file(), what, exit.output().strip()),
          "Make the image again, or copy it again, whole; see that the disk of this machine has room.");
    }
    return exit.output();
  }

  /** Returns the disk as QEMU is told of it: the format is ours to say, not the file's. */
  static String options(SourceDisk disk) {
    String name = disk.file().toAbsolutePath().toString().replace(",", ",,");
    String options =
        "driver=%s,file.driver=file,file.filename=%s".formatted(disk.format().driver(), name);
    // VHD has its size twice, and the one in cylinders, heads and sectors is rounded
    return disk.format() == SourceFormat.VHD ? options + ",force_size_calc=current_size" : options;
  }

  private void requireSize(long size) {
    if (size > LARGEST) {
      throw new InputException(
          "<disk> is %s, a disk of %d bytes, and EC2 has volumes of at most %d (64 TiB)"
              .formatted(disk.file(), size, LARGEST),
          "Give a smaller disk.");
    }
  }

  private static void fillUp(FileChannel channel, long size) throws IOException {
    long full = -Math.floorDiv(-size, MEBIBYTE) * MEBIBYTE;
    if (full > size) {
      channel.write(ByteBuffer.allocate(1), full - 1);
    }
  }
}
