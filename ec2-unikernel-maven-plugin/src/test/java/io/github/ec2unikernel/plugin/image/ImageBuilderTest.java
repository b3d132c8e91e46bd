package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {

  @TempDir Path dir;

  private ImageFixture fixture = new ImageFixture(Path.of(""));

  @BeforeEach
  void setUp() {
    fixture = new ImageFixture(dir);
  }

  @Test
  void aSmallKernelMakesADiskOfTwoMebibytes() throws Exception {
    Path kernel = fixture.kernel("hello.xen", 14_000);

    DiskImage image = fixture.build(fixture.request(kernel));

    assertThat(image.file()).isEqualTo(fixture.target).hasSize(2 << 20);
    assertThat(image.size()).isEqualTo(2 << 20);
    assertThat(image.sha256()).isEqualTo(sha256(image.file()));
    assertThat(image.boot()).isEqualTo(DiskBoot.byPvGrub(kernel));
  }

  @Test
  void theKernelOfTheDefaultEntryIsWhatTheImageIsToldToBoot() throws IOException {
    KernelRequest first = ImageFixture.alone(fixture.kernel("first.xen", 14_000));
    KernelRequest second = ImageFixture.alone(fixture.kernel("second.xen", 15_000));
    MenuRequest menu = new MenuRequest(null, null, "second.xen", null);

    DiskImage image =
        fixture.build(fixture.request(Profile.GALOIS, menu, List.of(), first, second));

    assertThat(image.boot().kernel()).isEqualTo(second.file());
  }

  @Test
  void theListenerHearsEveryStepInItsOrder() throws IOException {
    Path kernel = fixture.kernel("hello.xen", 14_000);
    Path module = fixture.module("a.bin", new byte[77]);

    fixture.build(fixture.request(kernel, module));

    assertThat(fixture.heard)
        .containsExactly(
            "read hello.xen",
            "copied a.bin 77",
            "copied hello.xen 14000",
            "written disk.raw",
            "boots (hd0,0)/hello.xen with [(hd0,0)/a.bin]");
  }

  @Test
  void theSameInputGivesTheSameBytesElsewhereAndLater() throws IOException {
    Path kernel = fixture.kernel("hello.xen", 300_000);
    Path module = fixture.module("a.bin", new byte[70_000]);
    DiskImage first = fixture.build(fixture.request(kernel, module));
    Path elsewhere = Files.createDirectories(dir.resolve("elsewhere"));
    Path kernelCopy = Files.copy(kernel, elsewhere.resolve("hello.xen"));
    Path moduleCopy = Files.copy(module, elsewhere.resolve("a.bin"));

    ImageFixture there = new ImageFixture(elsewhere);
    DiskImage second = there.build(there.request(kernelCopy, moduleCopy));

    assertThat(second.sha256()).isEqualTo(first.sha256());
    assertThat(second.file()).hasSameBinaryContentAs(first.file());
  }

  @Test
  void everyPartOfTheRequestShowsInTheDisk() throws IOException {
    Path kernel = fixture.kernel("hello.xen", 14_000);
    ImageRequest base = fixture.request(kernel);
    String digest = fixture.build(base).sha256();

    assertThat(fixture.build(fixture.request(kernel, "greeting=ho")).sha256()).isNotEqualTo(digest);
    assertThat(fixture.build(fixture.request(kernel, fixture.module("m", new byte[0]))).sha256())
        .isNotEqualTo(digest);
    assertThat(fixture.build(at(base, ImageFixture.TIME.plusSeconds(1))).sha256())
        .isNotEqualTo(digest);
    assertThat(fixture.build(titled(base, "other")).sha256()).isNotEqualTo(digest);
    assertThat(fixture.build(base).sha256()).isEqualTo(digest);
  }

  @Test
  void theDiskHasANumberOfItsOwnOnlyByItsContent() throws IOException {
    Path kernel = fixture.kernel("hello.xen", 14_000);
    ImageRequest base = fixture.request(kernel);
    byte[] disk = Files.readAllBytes(fixture.build(base).file());
    byte[] later = Files.readAllBytes(fixture.build(at(base, Instant.EPOCH)).file());
    byte[] other = Files.readAllBytes(fixture.build(fixture.request(kernel, "x")).file());

    assertThat(signature(later)).isEqualTo(signature(disk)).isNotEqualTo(signature(other));
    assertThat(uuid(later)).isEqualTo(uuid(disk)).isNotEqualTo(uuid(other));
  }

  @Test
  void anOldDiskIsReplaced() throws IOException {
    Path kernel = fixture.kernel("hello.xen", 14_000);
    Files.createDirectories(fixture.target.getParent());
    Files.write(fixture.target, new byte[10 << 20]);

    fixture.build(fixture.request(kernel));

    assertThat(fixture.target).hasSize(2 << 20);
  }

  @Test
  void theDiskGrowsByTheMebibyte() throws IOException {
    Path kernel = fixture.kernel("hello.xen", 14_000);
    // 1024 blocks, of which 26 are metadata, menus and directories, 15 the kernel's, 5 pointers.
    int room = 978 << 10;

    long fits = fixture.build(fixture.request(kernel, fixture.module("m", bytes(room)))).size();
    long over = fixture.build(fixture.request(kernel, fixture.module("m", bytes(room + 1)))).size();

    assertThat(fits).isEqualTo(2 << 20);
    assertThat(over).isEqualTo(3 << 20);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 1);
    return bytes;
  }

  private static ImageRequest at(ImageRequest r, Instant time) {
    return new ImageRequest(
        r.profile(), r.boot(), r.kernels(), r.menu(), r.files(), r.target(), time);
  }

  private static ImageRequest titled(ImageRequest r, String title) {
    return new ImageRequest(
        r.kernels().get(0).file(), "greeting=hi", List.of(), r.target(), r.timestamp(), title);
  }

  private static String signature(byte[] disk) {
    return HexFormat.of().formatHex(disk, 440, 444);
  }

  private static String uuid(byte[] disk) {
    int superblock = (1 << 20) + 1024;
    return HexFormat.of().formatHex(disk, superblock + 0x68, superblock + 0x78);
  }

  private static String sha256(Path file) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
