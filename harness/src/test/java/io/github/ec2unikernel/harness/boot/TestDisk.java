package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.Mke2fs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes disks with mke2fs (package e2fsprogs), as the harness must not depend on the plugin. */
final class TestDisk {

  private static final Path KERNELS = Path.of("src/test/kernels");
  private static final int PARTITION = 1 << 20;
  private static final int SIZE = 32 << 20;

  private final Path directory;
  private final List<Path> modules = new ArrayList<>();
  private Path kernel = KERNELS.resolve("hello-notes.xen");
  private String arguments = "";
  private String root = "(hd0,0)";
  private boolean withMenu = true;
  private String lineForModules = "module";

  TestDisk(Path directory) {
    this.directory = directory;
  }

  TestDisk kernel(String name) {
    return kernel(KERNELS.resolve(name));
  }

  TestDisk kernel(Path file) {
    kernel = file;
    return this;
  }

  TestDisk arguments(String words) {
    arguments = words;
    return this;
  }

  TestDisk root(String device) {
    root = device;
    return this;
  }

  TestDisk withoutMenu() {
    withMenu = false;
    return this;
  }

  TestDisk module(Path file) {
    modules.add(file);
    return this;
  }

  TestDisk initrd(Path file) {
    lineForModules = "initrd";
    return module(file);
  }

  Path make() throws IOException {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("grub"));
    Files.copy(kernel, tree.resolve(kernel.getFileName()));
    StringBuilder menu = new StringBuilder("default 0\ntimeout 1\ntitle unikernel_boot\n");
    menu.append("\troot ").append(root).append('\n');
    menu.append("\tkernel /")
        .append(kernel.getFileName())
        .append(' ')
        .append(arguments)
        .append('\n');
    for (Path module : modules) {
      Files.copy(module, tree.resolve(module.getFileName()));
      menu.append('\t').append(lineForModules).append(" /").append(module.getFileName());
      menu.append('\n');
    }
    if (withMenu) {
      Files.writeString(tree.resolve("grub/menu.lst"), menu);
    }
    Path disk = directory.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(SIZE);
      file.seek(446);
      file.write(new byte[] {0, 0, 0, 0, (byte) 0x83, 0, 0, 0, 0, 8, 0, 0, 0, (byte) 0xf0, 0, 0});
      file.seek(510);
      file.write(new byte[] {0x55, (byte) 0xaa});
    }
    Mke2fs.fill(disk, "30M", tree, "-t", "ext2", "-E", "offset=" + PARTITION);
    return disk;
  }
}
