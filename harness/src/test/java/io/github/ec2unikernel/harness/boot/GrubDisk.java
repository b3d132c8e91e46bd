package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.disk.Mke2fs;
import io.github.ec2unikernel.harness.model.BootLoaders;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes disks that start by a GRUB of their own, with mke2fs (package e2fsprogs), as the harness
 * must not depend on the plugin.
 */
public final class GrubDisk {

  private static final int PARTITION = 1 << 20;
  private static final int SIZE = 32 << 20;
  private static final int SYSTEM_PARTITION = 32 << 20;
  private static final int SYSTEM_SIZE = 4 << 20;
  private static final int CODE = 440;

  private final Path tree;
  private final Path disk;
  private @Nullable Path systemPartition;
  private String configuration = "serial --unit=0 --speed=115200\nterminal_output serial\n";

  /** Begins a disk in a directory that need not exist. */
  public GrubDisk(Path directory) throws IOException {
    this.tree = directory.resolve("tree");
    this.disk = directory.resolve("disk.raw");
    Files.createDirectories(tree.resolve("boot/grub"));
  }

  /** Marks it as one of ours. */
  public GrubDisk way(BootWay way) {
    configuration = "# ec2-unikernel: boot way " + way.id() + "\n" + configuration;
    return this;
  }

  /** Adds an EFI system partition with a program that UEFI starts (packages dosfstools, mtools). */
  public GrubDisk uefi(Path program) throws IOException {
    systemPartition = disk.resolveSibling("system.fat");
    Files.write(systemPartition, new byte[SYSTEM_SIZE]);
    run("mkfs.vfat", "-F", "12", systemPartition.toString());
    run("mmd", "-i", systemPartition.toString(), "::/EFI", "::/EFI/BOOT");
    run("mcopy", "-i", systemPartition.toString(), program.toString(), "::/EFI/BOOT/BOOTX64.EFI");
    return this;
  }

  private void run(String... words) throws IOException {
    Exit exit =
        ProcessRunner.run(Command.of(words), disk.resolveSibling(""), Duration.ofMinutes(1));
    if (!exit.succeeded()) {
      throw new IOException(String.join(" ", words) + ": " + exit.output());
    }
  }

  /** Adds a file in /boot. */
  public GrubDisk file(String name, Path source) throws IOException {
    Files.copy(source, tree.resolve("boot").resolve(name));
    return this;
  }

  /** Adds a file in /boot, compressed as GRUB can undo it. */
  public GrubDisk packed(String name, Path source) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(tree.resolve("boot").resolve(name)))) {
      Files.copy(source, out);
    }
    return this;
  }

  /** Adds commands of GRUB, each with its line end. */
  public GrubDisk run(String commands) {
    configuration += commands;
    return this;
  }

  /** Writes the disk. Without loaders its boot code is none that could run. */
  public Path make(@Nullable BootLoaders loaders) throws IOException {
    Files.writeString(tree.resolve("boot/grub/grub.cfg"), configuration);
    byte[] code = new byte[CODE];
    code[0] = (byte) 0xeb;
    byte[] core = {};
    if (loaders != null) {
      System.arraycopy(Files.readAllBytes(loaders.bootImage()), 0, code, 0, CODE);
      core = Files.readAllBytes(loaders.coreImage());
    }
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(SIZE);
      file.write(code);
      file.seek(446);
      file.write(
          new byte[] {-128, 0, 0, 0, (byte) 0x83, 0, 0, 0, 0, 8, 0, 0, 0, (byte) 0xf0, 0, 0});
      file.seek(510);
      file.write(new byte[] {0x55, (byte) 0xaa});
      file.write(core);
    }
    if (systemPartition != null) {
      try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
        file.seek(462);
        file.write(new byte[] {0, 0, 0, 0, (byte) 0xef, 0, 0, 0, 0, 0, 1, 0, 0, 32, 0, 0});
        file.seek(SYSTEM_PARTITION);
        file.write(Files.readAllBytes(systemPartition));
      }
    }
    Mke2fs.fill(disk, "30M", tree, "-t", "ext2", "-E", "offset=" + PARTITION);
    return disk;
  }
}
