package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootLoaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a BIOS disk whose GRUB starts the PVH stub with modules, the first of them the kernel. It
 * does not say that it is for Xen, so that QEMU alone takes it.
 */
final class StubDisk {

  private final Path files;
  private final GrubDisk disk;

  StubDisk(Path directory) throws IOException {
    this.files = Files.createDirectories(directory.resolve("files"));
    this.disk = new GrubDisk(directory.resolve("grub"));
    put("pvh-stub.elf", PvhStub.bytes());
    disk.run("multiboot /boot/pvh-stub.elf\n");
  }

  /**
   * Adds a module.
   *
   * @param arguments as a script of GRUB has them, with the quotes for it
   */
  StubDisk module(String name, byte[] content, String arguments) throws IOException {
    put(name, content);
    disk.run("module /boot/" + name + " " + arguments + "\n");
    return this;
  }

  Path make() throws IOException {
    BootLoaders loaders = DiskLoaders.get(BootOptions.userCache(), false, step -> {});
    return disk.run("boot\n").make(loaders);
  }

  private void put(String name, byte[] content) throws IOException {
    disk.file(name, Files.write(files.resolve(name), content));
  }
}
