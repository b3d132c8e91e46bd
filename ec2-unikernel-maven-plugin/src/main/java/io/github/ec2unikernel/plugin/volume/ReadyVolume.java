package io.github.ec2unikernel.plugin.volume;

import io.github.ec2unikernel.harness.model.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes a raw file that somebody else made as a volume, as it is. */
public final class ReadyVolume {

  private ReadyVolume() {}

  /**
   * Reads the file once, and returns the volume that it is.
   *
   * @throws InputException if it can't be read or is empty
   */
  public static VolumeImage read(String name, Path file) {
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      if (size == 0) {
        throw new InputException(
            "<image> of the volume '" + name + "' is " + file + ", which is empty",
            "Name a raw disk or file system.");
      }
      return new VolumeImage(
          name, file, size, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    } catch (IOException e) {
      throw new InputException(
          "<image> of the volume '" + name + "' is " + file + ", which can't be read: " + e,
          "Name a raw disk or file system that this user can read.",
          e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
