package io.github.ec2unikernel.harness.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.kernel.Kernel;
import io.github.ec2unikernel.harness.kernel.Packing;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.model.Loader;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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
    Mke2fs.fill(
        disk,
        "8M",
        tree,
        "-t",
        "ext2",
        "-b",
        Integer.toString(blockSize),
        "-E",
        "offset=" + offset);
    return disk;
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void aPartitionedDiskIsFollowedToItsKernel(int blockSize) throws IOException {
    put("grub/menu.lst", MENU);
    assertThat(BootDisk.read(disk(1 << 20, blockSize)))
        .returns("(hd0,0)/grub/menu.lst", BootEntry::menu)
        .returns(1, BootEntry::partition)
        .returns("/k.xen", BootEntry::kernel)
        .returns("a=1", BootEntry::arguments)
        .returns(List.of(), BootEntry::modules)
        .returns("", BootEntry::initrd);
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
  @CsvSource({"hello-oldstyle.xen, LIBXL", "hello-notes.xen, PVGRUB"})
  void theKernelsStyleDecidesWhoLoadsIt(String kernel, Loader loader) throws IOException {
    kernel(kernel);
    put("grub/menu.lst", MENU);
    assertThat(BootDisk.read(disk(1 << 20, 1024)).loaders().get(0)).isEqualTo(loader);
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
  void anOldKernelInsideGzipIsReadThroughAndLeftToLibxl() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(tree.resolve("k.xen")))) {
      Files.copy(Path.of("src/test/kernels/hello-oldstyle.xen"), out);
    }
    put("grub/menu.lst", MENU);
    Path disk = disk(1 << 20, 1024);
    assertThat(BootDisk.read(disk).loaders()).containsExactly(Loader.LIBXL);
    EntryOutcome booted = BootDisk.resolve(disk).get(0).booted().orElseThrow();
    assertThat(booted.loaded().orElseThrow().facts())
        .returns(Kernel.Style.XEN_GUEST_SECTION, Kernel::style)
        .returns(List.of(Packing.GZIP), Kernel::packing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qcow2", "vmdk", "vpc"})
  void anImageOfAnotherFormatIsToldWithTheWayToUnpackIt(String format) throws IOException {
    Path image = directory.resolve("image");
    Command make = Command.of("qemu-img", "create", "-q", "-f", format, image.toString(), "4M");
    assertThat(ProcessRunner.run(make, directory, Duration.ofSeconds(30)).succeeded()).isTrue();
    assertThatThrownBy(() -> BootDisk.read(image))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> assertThat(e.hint()).contains("qemu-img convert -f " + format + " -O raw"))
        .hasMessageContaining("of the format " + format);
  }

  @Test
  void aPartitionOfAnotherTypeIsNotLookedAt() throws IOException {
    put("grub/menu.lst", MENU);
    Path disk = disk(1 << 20, 1024);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(446 + 4);
      file.write(0x0c);
    }
    assertThatThrownBy(() -> BootDisk.read(disk))
        .hasMessageContaining("(hd0,0): its type is 0c; PV-GRUB looks for ext2 in type 83 only");
  }

  @Test
  void aGptThatSfdiskMadeIsFollowedFromVersion104On() throws IOException {
    put("boot/grub/menu.lst", MENU);
    Path disk = disk(1 << 20, 1024);
    Path layout = Files.writeString(directory.resolve("layout"), "label: gpt\n2048,16384,L\n");
    Command sfdisk =
        Command.of("sh", "-c", "/sbin/sfdisk -q \"$0\" < \"$1\"", disk + "", layout + "");
    Exit exit = ProcessRunner.run(sfdisk, directory, Duration.ofSeconds(30));
    assertThat(exit.succeeded()).as(exit.output()).isTrue();
    List<Resolution> all = BootDisk.resolve(disk);
    assertThat(all.get(0).summary()).contains("takes (hd0,0)/k.xen");
    assertThat(all.get(2).summary()).contains("reads no GPT");
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
