package io.github.ec2unikernel.harness.xen.appliance;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes an appliance from packages, in a folder of its own. */
final class ApplianceBuilder {

  private static final Duration FOR_GRUB = Duration.ofMinutes(2);
  private static final String CONFIGURATION = "boot/grub/grub.cfg";

  private final Path work;
  private final ApplianceListener listener;

  /**
   * Creates one.
   *
   * @param work an empty folder for downloads and unpacked packages, about 600 MB
   */
  ApplianceBuilder(Path work, ApplianceListener listener) {
    this.work = work;
    this.listener = listener;
  }

  /** Fills {@code target} with an appliance and the list of the packages it was made from. */
  void build(Path target) throws IOException {
    AptPackages apt = new AptPackages(Files.createDirectories(work.resolve("apt")));
    listener.step("fetching the package lists");
    apt.update();
    List<String> names = List.copyOf(apt.select());
    listener.step("downloading " + names.size() + " packages");
    List<Path> debs = apt.download(names, work.resolve("debs"));
    listener.step("unpacking " + debs.size() + " packages");
    Path unpacked = Files.createDirectories(work.resolve("root"));
    for (Path deb : debs) {
      apt.unpack(deb, unpacked);
    }
    PackageRoot root = new PackageRoot(unpacked);
    listener.step("putting Xen, Linux and GRUB together");
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(root.find("boot/xen-[0-9]*-amd64.gz")))) {
      Files.copy(in, target.resolve("xen"));
    }
    LinuxImage.unpack(root.find("boot/vmlinuz-*"), target.resolve("vmlinux"));
    Path grub = target.resolve("grub-x86_64-xen.bin");
    makeGrub(root, unpacked, grub);
    new InitramfsWriter(root, new KernelModules(unpacked), grub)
        .write(target.resolve("initramfs.gz"));
    Files.delete(grub);
    List<String> versions = debs.stream().map(deb -> deb.getFileName().toString()).toList();
    Files.write(target.resolve("packages"), versions);
  }

  private void makeGrub(PackageRoot root, Path unpacked, Path target) throws IOException {
    Path memdisk = work.resolve("memdisk.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(memdisk))) {
      byte[] configuration = Scripts.read("grub/grub.cfg");
      TarArchiveEntry entry = new TarArchiveEntry(CONFIGURATION);
      entry.setSize(configuration.length);
      tar.putArchiveEntry(entry);
      tar.write(configuration);
      tar.closeArchiveEntry();
    }
    // through the unpacked linker, as this machine's C library may be of another version
    List<String> words =
        new ArrayList<>(
            List.of(
                root.find("{lib64,usr/lib64,lib/*,usr/lib/*}/ld-linux-x86-64.so.2").toString(),
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
                target.toString()));
    words.addAll(Scripts.words("grub/modules"));
    Exit exit = ProcessRunner.run(new Command(words), work, FOR_GRUB);
    if (!exit.succeeded()) {
      throw new EnvironmentException(
          "grub-mkimage failed: " + exit.output().strip(),
          "Report this with the name and release of the distribution.");
    }
  }
}
