package io.github.ec2unikernel.harness.xen.appliance;

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
 * Makes GRUB images for Xen PV with a configuration inside.
 *
 * @param root the unpacked packages
 * @param unpacked the folder that they lie in
 * @param work where the images are made
 */
record GrubMaker(PackageRoot root, Path unpacked, Path work) {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /**
   * Makes an image.
   *
   * @param loads the function of grub.cfg that stands for a menu's module and initrd lines
   */
  GrubImage make(String name, String loads) throws IOException {
    Path memdisk = memdisk(name, "set loads=" + loads + "\n");
    Path image = work.resolve(name);
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
                "x86_64-xen",
                "-d",
                unpacked.resolve("usr/lib/grub/x86_64-xen").toString(),
                "-p",
                "(memdisk)/boot/grub",
                "-m",
                memdisk.toString(),
                "-o",
                image.toString()));
    words.addAll(Scripts.words("grub/modules"));
    Exit exit = ProcessRunner.run(new Command(words), work, LONGEST);
    if (!exit.succeeded()) {
      throw new EnvironmentException(
          "grub-mkimage failed: " + exit.output().strip(),
          "Report this with the name and release of the distribution.");
    }
    return new GrubImage(name, image);
  }

  /** Writes the tar archive that GRUB sees as a disk. */
  private Path memdisk(String name, String firstLine) throws IOException {
    ByteArrayOutputStream configuration = new ByteArrayOutputStream();
    configuration.writeBytes(firstLine.getBytes(StandardCharsets.US_ASCII));
    configuration.writeBytes(Scripts.read("grub/grub.cfg"));
    Path memdisk = work.resolve(name + ".tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(memdisk))) {
      TarArchiveEntry entry = new TarArchiveEntry("boot/grub/grub.cfg");
      entry.setSize(configuration.size());
      tar.putArchiveEntry(entry);
      tar.write(configuration.toByteArray());
      tar.closeArchiveEntry();
    }
    return memdisk;
  }
}
