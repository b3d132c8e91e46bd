package io.github.ec2unikernel.plugin.image;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk of each profile, judged by e2fsck, debugfs, sfdisk, file and GRUB's own drivers. */
class ProfileOracleTest {

  @TempDir Path dir;

  private ImageFixture fixture = new ImageFixture(Path.of(""));
  private Path kernel = Path.of("");
  private Path config = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    fixture = new ImageFixture(dir);
    kernel = fixture.kernel("hello.xen", 200_000);
    config = fixture.module("rumprun.json", "{\"rc\":[]}\n".getBytes(StandardCharsets.US_ASCII));
  }

  static Stream<Profile> profiles() {
    return Profile.all().stream();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void e2fsckFindsTheFileSystemSoundAndSeesWhenItIsNot(Profile profile) throws IOException {
    Ext2Judge judge = new Ext2Judge(build(profile), profile.shape().start());

    assertThat(judge.complaints()).isEmpty();
    // the first group's block bitmap lies elsewhere then
    damage(profile.shape().start() + 2048);
    assertThat(judge.complaints()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void sfdiskFindsAPartitionOnlyWhereTheProfileHasOne(Profile profile) throws IOException {
    Path disk = build(profile);
    String found = HostCommand.run("sfdisk", "--dump", disk).output();

    if (profile.shape().partitioned()) {
      assertThat(found)
          .contains(
              "start=        2048, size=%12d, type=83".formatted(Files.size(disk) / 512 - 2048));
      damage(511);
      assertThat(HostCommand.run("sfdisk", "--dump", disk).output()).doesNotContain("start=");
    } else {
      assertThat(found).doesNotContain("start=");
      assertThat(HostCommand.run("file", disk).output()).contains("ext2 filesystem data");
      damage(1024 + 0x38);
      assertThat(HostCommand.run("file", disk).output()).doesNotContain("ext2 filesystem data");
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void grubReadsTheMenuInEachOfItsPlaces(Profile profile) throws IOException {
    Path disk = build(profile);
    String device = profile.shape().partitioned() ? "(loop0,msdos1)" : "(loop0)";

    for (String path : profile.menu().paths()) {
      assertThat(HostCommand.run("grub-fstest", disk, "cat", device + path).output())
          .isEqualTo(menu(profile));
    }
    assertThat(HostCommand.run("grub-fstest", disk, "cat", device + "/menu.lst").exitCode())
        .isNotZero();
  }

  @Test
  void aKernelIsCompressedForTheProfileMirage() throws IOException {
    Ext2Judge judge = new Ext2Judge(build(Profile.MIRAGE), 0);
    Path dump = dir.resolve("dump.gz");
    judge.debugfs("dump /boot/mirage-os.gz " + dump);

    assertThat(HostCommand.run("gzip", "-t", dump).exitCode()).isZero();
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(dump)))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(Files.readAllBytes(kernel));
    }
    assertThat(HostCommand.run("file", dump).output())
        .contains("gzip compressed data")
        .doesNotContain("was \"")
        .doesNotContain("last modified");
  }

  @Test
  void aKernelThatIsCompressedAlreadyIsTakenAsItIs() throws IOException {
    Path packed = dir.resolve("hello.xen.gz");
    Files.copy(kernel, dir.resolve("copy"));
    HostCommand.run("gzip", "-k", kernel);

    Ext2Judge judge =
        new Ext2Judge(
            fixture.build(fixture.request(Profile.MIRAGE, ImageFixture.alone(packed))).file(), 0);

    assertThat(judge.holds("/boot/mirage-os.gz", Content.of(packed, "kernel"))).isTrue();
  }

  @Test
  void theOtherProfilesKeepTheKernelAsItIs() throws IOException {
    assertThat(holds(Profile.GALOIS, "/hello.xen", kernel)).isTrue();
    assertThat(holds(Profile.MIRAGE_WIKI, "/kernel", kernel)).isTrue();
    assertThat(holds(Profile.UNIK, "/boot/program.bin", kernel)).isTrue();
    assertThat(holds(Profile.RUMPRUN_EC2, "/boot/hello.xen", kernel)).isTrue();
    assertThat(holds(Profile.RUMPRUN_EC2, "/json.cfg", config)).isTrue();
    assertThat(holds(Profile.RUMPRUN_EC2, "/json.cfg", kernel)).isFalse();
  }

  @Test
  void unikHasItsLabelItsInodesAndItsDeviceMap() throws IOException {
    Ext2Judge judge = new Ext2Judge(build(Profile.UNIK), 0);

    assertThat(judge.debugfs("show_super_stats -h"))
        .containsPattern("Filesystem volume name: +boot\n")
        .containsPattern("Inode size:\\s+128\n");
    assertThat(judge.debugfs("cat /boot/grub/device.map")).endsWith("(hd0) sda1\n");
  }

  private Path build(Profile profile) {
    List<FileRequest> files =
        profile.requiredFiles().stream().map(path -> new FileRequest(config, path)).toList();
    return fixture
        .build(
            fixture.request(
                profile,
                MenuRequest.standard(),
                files,
                new KernelRequest(kernel, "greeting=hi", List.of(), null, null)))
        .file();
  }

  private boolean holds(Profile profile, String path, Path expected) throws IOException {
    return new Ext2Judge(build(profile), profile.shape().start())
        .holds(path, Content.of(expected, "file"));
  }

  private void damage(long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(fixture.target, WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {0x55, 0x55}), offset);
    }
  }

  private static String menu(Profile profile) {
    return switch (profile.id()) {
      case "galois" ->
          """
          default 0
          timeout 1
          title unikernel_boot
          \troot (hd0,0)
          \tkernel /hello.xen greeting=hi
          """;
      case "mirage" ->
          """
          default 0
          timeout 1
          title Mirage
           root (hd0)
           kernel /boot/mirage-os.gz greeting=hi
          """;
      case "mirage-wiki" ->
          """
          default 0
          timeout 1
          title Mirage-Test
           root (hd0,0)
           kernel /kernel greeting=hi
          """;
      case "unik" ->
          """
          default=0
          fallback=1
          timeout=1
          hiddenmenu

          title Unik
          root (hd0)
          kernel /boot/program.bin greeting=hi
          """;
      case "rumprun-ec2" ->
          """
          default 0
          timeout 1
          title rumprun-hello.xen.ec2dir
            root (hd0)
            kernel /boot/hello.xen greeting=hi _RUMPRUN_ROOTFSCFG=/json.cfg
          """;
      default -> throw new IllegalArgumentException(profile.id());
    };
  }
}
