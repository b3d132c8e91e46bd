package io.github.ec2unikernel.plugin.xl;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files that describe a guest; the same guest gives the same bytes. */
public final class GuestFilesWriter {

  private GuestFilesWriter() {}

  /**
   * Writes the files into a directory, which is created if need be.
   *
   * @throws io.github.ec2unikernel.harness.model.InputException if a file of the guest is not there
   * @throws EnvironmentException if they can't be written
   */
  public static GuestFiles write(GuestDescription guest, Path directory) {
    requireFiles(guest);
    GuestFiles files = GuestFiles.in(directory, guest.name());
    try {
      Files.createDirectories(directory);
      write(files.config(), XlWriter.write(guest, new BuildHost(guest)));
      write(files.template(), XlWriter.write(guest, new AnyHost()));
      write(files.libvirt(), LibvirtWriter.write(guest));
      return files;
    } catch (IOException e) {
      throw new EnvironmentException(
          "the configuration " + files.config() + " can't be written: " + e.getMessage(),
          "Make its directory writable and see that it has room.",
          e);
    }
  }

  private static void requireFiles(GuestDescription guest) {
    Content.of(guest.kernel(), "kernel");
    if (guest.ramdisk() != null) {
      Content.of(guest.ramdisk(), "module");
    }
    guest.disks().forEach(disk -> Content.of(disk.file(), "disk"));
  }

  private static void write(Path target, String text) throws IOException {
    try (PartFile part = PartFile.beside(target)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        part.channel().write(bytes);
      }
      part.commit();
    }
  }
}
