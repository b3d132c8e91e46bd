package io.github.ec2unikernel.harness.boot;

import io.github.ec2unikernel.harness.appliance.DistributionPackages;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Makes a disk that a BIOS boots: GRUB's boot.img in the first sector, its core.img from the next
 * on, and an ext2 file system in the one partition.
 */
final class BiosDisk {

  private static final int SECTOR = 512;
  private static final int FIRST_SECTOR = 2048;
  private static final int SECTORS = 8192;
  private static final int CODE = 440;
  private static final int LINUX = 0x83;

  private BiosDisk() {}

  /**
   * Writes one whose GRUB runs the commands, on the serial console.
   *
   * @param tree the content of the file system
   */
  static Path make(Path directory, Path tree, String commands) throws IOException {
    Path grub = DistributionPackages.grubForPc();
    Path script =
        Files.writeString(
            directory.resolve("early.cfg"),
            "serial --unit=0\nterminal_output serial\nset root=(hd0,msdos1)\n" + commands);
    Path core = directory.resolve("core.img");
    run(
        directory,
        Command.of("grub-mkimage", "-O", "i386-pc", "-d", grub.toString(), "-p", "/")
            .with(List.of("-c", script.toString(), "-o", core.toString()))
            .with(List.of("biosdisk", "part_msdos", "ext2", "multiboot", "serial", "terminal"))
            .with(List.of("boot")));
    Path fileSystem = Files.createFile(directory.resolve("ext2.img"));
    write(fileSystem, (long) SECTORS * SECTOR - 1, new byte[1]);
    run(directory, Command.of("mke2fs", "-q", "-d", tree.toString(), fileSystem.toString()));
    Path disk = Files.createFile(directory.resolve("bios.raw"));
    write(disk, 0, firstSector(Files.readAllBytes(grub.resolve("boot.img"))));
    write(disk, SECTOR, Files.readAllBytes(core));
    write(disk, (long) FIRST_SECTOR * SECTOR, Files.readAllBytes(fileSystem));
    return disk;
  }

  private static byte[] firstSector(byte[] code) {
    ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    sector.put(code, 0, CODE).position(446);
    sector.putInt(0x80).putInt(LINUX).putInt(FIRST_SECTOR).putInt(SECTORS);
    return sector.putShort(SECTOR - 2, (short) 0xaa55).array();
  }

  private static void write(Path file, long offset, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, offset + buffer.position());
      }
    }
  }

  private static void run(Path directory, Command command) throws IOException {
    Exit exit = ProcessRunner.run(command, directory, Duration.ofMinutes(1));
    if (!exit.succeeded()) {
      throw new IOException(command.toShell() + ": " + exit.output());
    }
  }
}
