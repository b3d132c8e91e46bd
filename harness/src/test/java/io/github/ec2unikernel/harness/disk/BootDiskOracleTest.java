package io.github.ec2unikernel.harness.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reader against file systems that mke2fs made (package e2fsprogs). */
class BootDiskOracleTest {

  private static final String MENU =
      "default 0\ntimeout 1\ntitle t\n\troot (hd0,0)\n\tkernel /k.xen a=1\n";

  @TempDir Path directory;
  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    kernel("hello-notes.xen");
  }

  private void kernel(String name) throws IOException {
    Files.copy(
        Path.of("src/test/kernels", name),
        tree.resolve("k.xen"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void put(String name, String text) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Lets mke2fs make a file system at {@code offset} of a disk of 16 MiB. */
  private Path disk(int offset, int blockSize) throws IOException {
    Path disk = directory.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(16 << 20);
      if (offset > 0) {
        file.seek(446);
        file.write(new byte[] {0, 0, 0, 0, (byte) 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 64, 0, 0});
        file.seek(510);
        file.write(new byte[] {0x55, (byte) 0xaa});
      }
    }
    Exit exit =
        ProcessRunner.run(
            Command.of(
                "/sbin/mke2fs",
                "-q",
                "-F",
                "-t",
                "ext2",
                "-b",
                Integer.toString(blockSize),
                "-E",
                "offset=" + offset,
                "-d",
                tree.toString(),
                disk.toString(),
                "8M"),
            directory,
            Duration.ofSeconds(30));
    assertThat(exit.output() + exit.code()).endsWith("0");
    return disk;
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void aPartitionedDiskIsFollowedToItsKernel(int blockSize) throws IOException {
    put("grub/menu.lst", MENU);
    assertThat(BootDisk.read(disk(1 << 20, blockSize)))
        .isEqualTo(
            new BootEntry("(hd0,0)/grub/menu.lst", 1, "/k.xen", "a=1", List.of(), "", false));
  }

  @Test
  void anUnpartitionedDiskIsFollowedToItsKernel() throws IOException {
    put("boot/grub/menu.lst", MENU.replace("(hd0,0)", "(hd0)"));
    assertThat(BootDisk.read(disk(0, 1024)))
        .returns("(hd0)/boot/grub/menu.lst", BootEntry::menu)
        .returns(0, BootEntry::partition);
  }

  @Test
  void grubAtTheTopOfAnUnpartitionedDiskIsNotLookedAt() throws IOException {
    put("grub/menu.lst", MENU.replace("(hd0,0)", "(hd0)"));
    Path disk = disk(0, 1024);
    assertThatThrownBy(() -> BootDisk.read(disk)).hasMessageContaining("finds no menu.lst");
  }

  @Test
  void bootGrubComesBeforeGrub() throws IOException {
    put("grub/menu.lst", MENU.replace("/k.xen", "/other"));
    put("boot/grub/menu.lst", MENU);
    assertThat(BootDisk.read(disk(1 << 20, 1024)).kernel()).isEqualTo("/k.xen");
  }

  @Test
  void aMenuBehindAnIndirectBlockIsReadWhole() throws IOException {
    put("grub/menu.lst", "# comment\n".repeat(3000) + MENU);
    assertThat(BootDisk.read(disk(1 << 20, 1024)).kernel()).isEqualTo("/k.xen");
  }

  @Test
  void aKernelThatIsNotThereIsNamed() throws IOException {
    put("grub/menu.lst", MENU.replace("/k.xen", "/gone.xen"));
    Path disk = disk(1 << 20, 1024);
    assertThatThrownBy(() -> BootDisk.read(disk))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/gone.xen");
  }

  @Test
  void aRootThatHoldsNoFileSystemIsNamed() throws IOException {
    put("grub/menu.lst", MENU.replace("(hd0,0)", "(hd0,2)"));
    Path disk = disk(1 << 20, 1024);
    assertThatThrownBy(() -> BootDisk.read(disk))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("(hd0,2)");
  }

  @Test
  void aMenuWithoutKernelIsRefused() throws IOException {
    put("grub/menu.lst", "default 0\ntitle t\nroot (hd0,0)\n");
    Path disk = disk(1 << 20, 1024);
    assertThatThrownBy(() -> BootDisk.read(disk))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no kernel");
  }

  @Test
  void damageIsAnErrorAndNoHang() throws IOException {
    put("grub/menu.lst", MENU);
    Path disk = disk(1 << 20, 1024);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek((1 << 20) + 1024 + 40);
      file.writeInt(0);
    }
    assertThatThrownBy(() -> BootDisk.read(disk))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void anEmptyFileIsNoDisk() throws IOException {
    Path file = Files.createFile(directory.resolve("empty"));
    assertThatThrownBy(() -> BootDisk.read(file)).hasMessageContaining("0 bytes");
  }

  @ParameterizedTest
  @CsvSource({"hello-oldstyle.xen, true", "hello-notes.xen, false"})
  void aKernelsStyleIsToldFromItsSections(String kernel, boolean old) throws IOException {
    kernel(kernel);
    put("grub/menu.lst", MENU);
    assertThat(BootDisk.read(disk(1 << 20, 1024)).oldStyle()).isEqualTo(old);
  }

  @ParameterizedTest
  @CsvSource({"linux-program.elf, Linux program", "pvh-only.elf, PVH", "pv32.elf, 32"})
  void aKernelThatPvGrubCantStartIsRefusedWithItsName(String kernel, String what)
      throws IOException {
    kernel(kernel);
    put("grub/menu.lst", MENU);
    Path disk = disk(1 << 20, 1024);
    assertThatThrownBy(() -> BootDisk.read(disk))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("(hd0,0)/k.xen")
        .hasMessageContaining(what);
  }

  @Test
  void aPartitionBeyondTheDiskIsPassedOver() throws IOException {
    put("grub/menu.lst", MENU);
    Path disk = disk(1 << 20, 1024);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(446);
      byte[] first = new byte[16];
      file.readFully(first);
      file.write(first); // the second partition is what the first was
      file.seek(446 + 8);
      file.write(new byte[] {0, 0, 0, 1});
    }
    assertThatThrownBy(() -> BootDisk.read(disk))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "(hd0,0), no ext2 that PV-GRUB reads: it begins beyond"); // found by way of the second
    // partition
  }

  @Test
  void whatTheDiskSaysCantReachTheTerminal() throws IOException {
    put("grub/menu.lst", MENU.replace("/k.xen", "/k\u001b]0;title\u0007"));
    Path disk = disk(1 << 20, 1024);
    assertThatThrownBy(() -> BootDisk.read(disk)).hasMessageContaining("/k\\x1b]0;title\\x07");
  }
}
