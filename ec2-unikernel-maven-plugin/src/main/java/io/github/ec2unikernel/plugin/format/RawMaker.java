package io.github.ec2unikernel.plugin.format;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.ContentReader;
import io.github.ec2unikernel.plugin.io.PartFile;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Makes a raw disk of a ready one; the same disk gives the same bytes. */
public final class RawMaker {

  /** More than EBS has in a volume: 64 TiB. */
  public static final long LARGEST = 1L << 46;

  private static final long MEBIBYTE = 1 << 20;

  private final SourceDisk disk;
  private final PartFile part;
  private final Room room;
  private final Consumer<String> warning;

  private RawMaker(SourceDisk disk, PartFile part, Room room, Consumer<String> warning) {
    this.disk = disk;
    this.part = part;
    this.room = room;
    this.warning = warning;
  }

  /**
   * Writes the raw disk, filled up with zeros to whole MiB.
   *
   * @param part where it goes, an empty file
   * @param warning is told of what is odd and does no harm
   * @return its length in bytes before that
   * @throws InputException if the disk is damaged, or too large for EC2
   * @throws io.github.ec2unikernel.harness.model.EnvironmentException if qemu-img is missing, or
   *     there is not room enough
   * @throws IOException if the raw disk can't be written
   */
  public static long make(SourceDisk disk, PartFile part, Consumer<String> warning)
      throws IOException {
    Path directory = part.path().toAbsolutePath().resolveSibling("");
    return new RawMaker(disk, part, Room.in(directory, disk), warning).make();
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
      out.finish();
    } catch (IOException e) {
      if (Room.isLacking(e.getMessage())) {
        throw room.lacking(content.size(), e);
      }
      throw e;
    }
  }

  private void convert() {
    QemuImg tool = new QemuImg(disk, room);
    tool.requireThere();
    DiskInfo info = tool.info();
    info.requireAlone();
    requireSize(info.size());
    tool.check(info, warning);
    tool.convert(info, part.path());
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
