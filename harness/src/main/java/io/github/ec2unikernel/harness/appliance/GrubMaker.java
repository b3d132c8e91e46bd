package io.github.ec2unikernel.harness.appliance;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Makes GRUB images with all their modules inside.
 *
 * @param root the unpacked packages
 * @param unpacked the folder that they lie in
 * @param work where the images are made
 */
record GrubMaker(PackageRoot root, Path unpacked, Path work) {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /**
   * Makes an image for Xen PV, which looks for a menu.lst.
   *
   * @param loads the function of grub.cfg that stands for a menu's module and initrd lines
   */
  GrubImage forXen(String name, String loads) throws IOException {
    ByteArrayOutputStream configuration = new ByteArrayOutputStream();
    configuration.writeBytes(("set loads=" + loads + "\n").getBytes(StandardCharsets.US_ASCII));
    configuration.writeBytes(Scripts.read("grub/grub.cfg"));
    Path image = work.resolve(name);
    make("x86_64-xen", withMemdisk(name, configuration.toByteArray()), "grub/modules", image);
    return new GrubImage(name, image);
  }

  /** Makes the image that a BIOS disk has after its first sector; it starts from that disk. */
  void forBios(Path image) {
    // the disk that it was started from, whatever its number
    make("i386-pc", List.of("-p", "(,msdos1)/boot/grub"), "grub/modules.bios", image);
  }

  /** Makes the program that UEFI starts; it goes on with the first partition of its own disk. */
  void forUefi(Path image) throws IOException {
    List<String> memdisk = withMemdisk("efi", Scripts.read("grub/efi.cfg"));
    make("x86_64-efi", memdisk, "grub/modules.efi", image);
  }

  private List<String> withMemdisk(String name, byte[] configuration) throws IOException {
    return List.of("-p", "(memdisk)/boot/grub", "-m", memdisk(name, configuration).toString());
  }

  private void make(String format, List<String> options, String modules, Path image) {
    // through the unpacked linker, as this machine's C library may be of another version
    List<String> words =
        new ArrayList<>(
            List.of(
                root.find("{lib64,usr/lib64,lib/*,usr/lib/*}/ld-linux-x86-64.so.2").toString(),
                "--inhibit-cache",
                "--library-path",
                root.libraryPath(),
                root.find("usr/bin/grub-mkimage").toString(),
                "-O",
                format,
                "-d",
                unpacked.resolve("usr/lib/grub").resolve(format).toString(),
                "-o",
                image.toString()));
    words.addAll(options);
    words.addAll(Scripts.words(modules));
    Exit exit = ProcessRunner.run(new Command(words), work, LONGEST);
    if (!exit.succeeded()) {
      throw new EnvironmentException(
          "grub-mkimage failed: " + exit.output().strip(),
          "Report this with the name and release of the distribution.");
    }
  }

  private Path memdisk(String name, byte[] configuration) throws IOException {
    return Files.write(work.resolve(name + ".tar"), archive(configuration));
  }

  /**
   * Returns the tar archive that GRUB sees as a disk; the same bytes whoever makes it, and when.
   */
  static byte[] archive(byte[] configuration) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("boot/grub/grub.cfg");
      entry.setSize(configuration.length);
      entry.setModTime(0); // else the time of the build
      tar.putArchiveEntry(entry);
      tar.write(configuration);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
