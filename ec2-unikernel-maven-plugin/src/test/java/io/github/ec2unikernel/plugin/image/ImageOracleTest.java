package io.github.ec2unikernel.plugin.image;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole disk, judged by GRUB's own drivers, e2fsck, debugfs and sfdisk. */
class ImageOracleTest {

  private static final long PARTITION = 1 << 20;
  private static final String MENU =
      """
      default 0
      timeout 1
      title unikernel_boot
      \troot (hd0,0)
      \tkernel /hello.xen greeting=hi
      \tmodule /zeros.bin
      \tmodule /empty.bin
      \tmodule /data.bin
      """;

  @TempDir Path dir;

  private List<Path> files = List.of();
  private Path disk = Path.of("");

  @BeforeEach
  void build() throws IOException {
    ImageFixture fixture = new ImageFixture(dir);
    Path kernel = fixture.kernel("hello.xen", 700_001);
    Path zeros = fixture.module("zeros.bin", new byte[2_000_000]);
    Path empty = fixture.module("empty.bin", new byte[0]);
    byte[] bytes = new byte[300_000];
    new java.util.SplittableRandom(5).nextBytes(bytes);
    Path data = fixture.module("data.bin", bytes);
    files = List.of(kernel, zeros, empty, data);
    disk = fixture.build(fixture.request(kernel, zeros, empty, data)).file();
  }

  @Test
  void e2fsckAndDebugfsFindThePartitionSound() throws IOException {
    Ext2Judge judge = new Ext2Judge(disk, PARTITION);

    assertThat(judge.complaints()).isEmpty();
    for (Path file : files) {
      assertThat(judge.holds("/" + file.getFileName(), Content.of(file, "file"))).isTrue();
    }
    assertThat(judge.holds("/grub/menu.lst", content(MENU))).isTrue();
    assertThat(judge.holds("/boot/grub/menu.lst", content(MENU))).isTrue();
  }

  @Test
  void grubReadsTheMenuInBothPlaces() {
    assertThat(grubCat("/grub/menu.lst")).isEqualTo(MENU);
    assertThat(grubCat("/boot/grub/menu.lst")).isEqualTo(MENU);
  }

  @Test
  void grubReadsEveryFileAsItWas() {
    for (Path file : files) {
      if (!file.endsWith("empty.bin")) {
        assertThat(grubFinds(file)).as(file.toString()).isTrue();
      }
    }
    assertThat(grubCat("/empty.bin")).isEmpty();
  }

  @Test
  void grubTakesTheKernelOnTheDiskForAPvGuest() {
    Path copy = dir.resolve("copy.xen");
    HostCommand.run("grub-fstest", disk, "cp", "(loop0,msdos1)/hello.xen", copy);

    assertThat(HostCommand.run("grub-file", "--is-x86_64-xen-domu", copy).exitCode()).isZero();
  }

  @Test
  void sfdiskFindsOnePartitionToTheDisksEnd() throws IOException {
    assertThat(HostCommand.run("sfdisk", "--dump", disk).output())
        .contains(
            "start=        2048, size=%12d, type=83"
                .formatted((Files.size(disk) - PARTITION) / 512));
  }

  @Test
  void grubFindsNoFileOnADiskWithoutItsPartitionTable() throws IOException {
    write(446, new byte[16]);

    assertThat(grubFinds(files.get(0))).isFalse();
  }

  @Test
  void grubFindsNoFileWithoutASuperblock() throws IOException {
    write(PARTITION + 1024 + 0x38, new byte[2]);

    assertThat(grubFinds(files.get(0))).isFalse();
  }

  @Test
  void grubSeesOneWrongByteInTheKernel() throws IOException {
    byte[] bytes = Files.readAllBytes(disk);
    byte[] kernel = Files.readAllBytes(files.get(0));
    int at = indexOf(bytes, java.util.Arrays.copyOfRange(kernel, 0, 1024));
    write(at + 500, new byte[] {(byte) ~bytes[at + 500]});

    assertThat(grubFinds(files.get(0))).isFalse();
  }

  @Test
  void grubSeesAMenuWithoutItsRootLine() throws IOException {
    byte[] line = "\troot (hd0,0)\n".getBytes(StandardCharsets.US_ASCII);
    write(
        indexOf(Files.readAllBytes(disk), line),
        " ".repeat(line.length).getBytes(StandardCharsets.US_ASCII));

    assertThat(List.of(grubCat("/grub/menu.lst"), grubCat("/boot/grub/menu.lst")))
        .containsOnlyOnce(MENU);
  }

  private String grubCat(String path) {
    return HostCommand.run("grub-fstest", disk, "cat", "(loop0,msdos1)" + path).output();
  }

  private boolean grubFinds(Path file) {
    HostCommand grub =
        HostCommand.run("grub-fstest", disk, "cmp", "(loop0,msdos1)/" + file.getFileName(), file);
    return grub.exitCode() == 0 && grub.output().isEmpty();
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(long offset, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(disk, WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), offset);
    }
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int found = all.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    assertThat(found).isNotNegative();
    return found;
  }
}
