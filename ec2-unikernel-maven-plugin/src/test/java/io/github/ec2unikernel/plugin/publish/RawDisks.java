package io.github.ec2unikernel.plugin.publish;

import io.github.ec2unikernel.plugin.image.DiskBoot;
import io.github.ec2unikernel.plugin.image.DiskImage;
import io.github.ec2unikernel.plugin.volume.MappedVolume;
import io.github.ec2unikernel.plugin.volume.VolumeImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Raw disks for tests, written by hand: data in the blocks that are named, holes elsewhere. */
public final class RawDisks {

  public static final int BLOCK = 512 * 1024;

  private RawDisks() {}

  /** Writes a disk of that many bytes with data in the given blocks. */
  public static DiskImage write(Path file, long size, int... dataBlocks) {
    SplittableRandom random = new SplittableRandom(size);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (int block : dataBlocks) {
        long start = (long) block * BLOCK;
        byte[] data = new byte[(int) Math.min(BLOCK, size - start)];
        random.nextBytes(data);
        channel.write(ByteBuffer.wrap(data), start);
      }
      if (channel.size() < size) {
        channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return describe(file);
  }

  /** Returns the same disk, booted otherwise. */
  public static DiskImage booted(DiskImage disk, DiskBoot boot) {
    return new DiskImage(disk.file(), disk.size(), disk.digest(), boot);
  }

  /** Writes a volume of one block of data. */
  public static MappedVolume volume(Path file, String name, String device) {
    return mapped(write(file, BLOCK, 0), name, device);
  }

  /** Changes the bytes of one block. */
  public static void change(Path file, int block) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), (long) block * BLOCK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a raw file as a volume. */
  public static MappedVolume mapped(DiskImage raw, String name, String device) {
    return new MappedVolume(new VolumeImage(name, raw.file(), raw.size(), raw.sha256()), device);
  }

  /** Returns the disk that the file is now. */
  public static DiskImage describe(Path file) {
    try {
      MessageDigest digest = Sha256.start();
      try (var in = Files.newInputStream(file)) {
        byte[] buffer = new byte[BLOCK];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
      return new DiskImage(
          file,
          Files.size(file),
          HexFormat.of().formatHex(digest.digest()),
          DiskBoot.byPvGrub(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
