package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.FileDigest;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes a raw file that somebody else made as a volume, as it is. */
public final class ReadyVolume {

  private ReadyVolume() {}

  /**
   * Returns the volume that a file is as it is now; its bytes are not read yet.
   *
   * @throws InputException if it can't be read or is empty
   */
  public static VolumeImage read(String name, Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      FileDigest digest = FileDigest.of(file);
      long size = channel.size();
      if (size == 0) {
        throw new InputException(
            "<image> of the volume '" + name + "' is " + file + ", which is empty",
            "Name a raw disk or file system.");
      }
      return new VolumeImage(name, file, size, digest);
    } catch (IOException e) {
      throw new InputException(
          "<image> of the volume '" + name + "' is " + file + ", which can't be read: " + e,
          "Name a raw disk or file system that this user can read.",
          e);
    }
  }
}
