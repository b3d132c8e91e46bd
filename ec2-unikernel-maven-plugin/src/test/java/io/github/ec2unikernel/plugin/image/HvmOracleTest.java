package io.github.ec2unikernel.plugin.image;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.oracle.Ext2Judge;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Disks with GRUB 2, judged by e2fsck, sfdisk, fdisk, file, fsck.fat, mtools and GRUB's drivers.
 */
class HvmOracleTest {

  private static final long PARTITION = 1 << 20;
  private static final Set<Firmware> BOTH = Set.of(Firmware.BIOS, Firmware.UEFI);

  @TempDir Path dir;

  private HvmFixture fixture = new HvmFixture(Path.of(""));

  @BeforeEach
  void setUp() {
    fixture = new HvmFixture(dir);
  }

  private DiskImage build(BootWay way, Set<Firmware> firmwares) {
    Path kernel =
        switch (way) {
          case SHIM -> HvmFixture.PV;
          case PVH -> HvmFixture.PVH;
          default -> HvmFixture.MULTIBOOT;
        };
    return fixture.build(fixture.request(way, firmwares, HvmFixture.kernel(kernel, "a b")));
  }

  @ParameterizedTest
  @EnumSource(
      value = BootWay.class,
      mode = Mode.EXCLUDE,
      names = {"PVGRUB", "DISK"})
  void e2fsckSfdiskAndFileFindEachDiskSound(BootWay way) {
    Path disk = build(way, Set.of()).file();

    assertThat(new Ext2Judge(disk, PARTITION).complaints()).isEmpty();
    assertThat(sfdisk(disk)).isEqualTo(disk + ":\nNo errors detected.");
    assertThat(HostCommand.run("file", disk).output()).contains("DOS/MBR boot sector");
  }

  @Test
  void fdiskListsAPartitionToBootFromAndTheEfiSystemPartition() {
    DiskImage image = build(BootWay.MULTIBOOT, BOTH);
    String listed = HostCommand.run("fdisk", "-l", image.file()).output();

    assertThat(listed)
        .containsPattern("disk.raw1 +\\* +2048 +4095 +2048 +1M 83 Linux")
        .containsPattern("disk.raw2 +4096 +\\d+ +\\d+ +\\d+M ef EFI");
    assertThat(sfdisk(image.file())).endsWith("No errors detected.");
    assertThat(image.boot().firmwares()).isEqualTo(BOTH);
    assertThat(image.size() % (1 << 20)).isZero();
  }

  @Test
  void fsckFatAndMtoolsFindGrubInTheEfiSystemPartition() throws IOException {
    Path disk = build(BootWay.MULTIBOOT, BOTH).file();
    Path partition = systemPartition(disk);
    HostCommand check = HostCommand.run("fsck.fat", "-n", "-v", partition);
    Path copy = dir.resolve("copy.efi");
    HostCommand.run("mcopy", "-i", partition, "::/EFI/BOOT/BOOTX64.EFI", copy);

    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output()).contains("16 bit entries").doesNotContain("differ");
    assertThat(copy).hasSameBinaryContentAs(HvmFixture.loaders().efiImage());
    assertThat(HostCommand.run("file", partition).output()).contains("FAT (16 bit)");
    assertThat(HostCommand.run("mdir", "-i", partition, "::/EFI/BOOT").output())
        .contains("2026-01-02   3:04");
  }

  @Test
  void fsckFatRejectsTablesThatDiffer() throws IOException {
    Path partition = systemPartition(build(BootWay.MULTIBOOT, BOTH).file());
    try (FileChannel channel = FileChannel.open(partition, WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {7}), 512 + 6);
    }

    assertThat(HostCommand.run("fsck.fat", "-n", partition).exitCode()).isNotZero();
  }

  @Test
  void sfdiskRejectsASystemPartitionThatBeginsInsideTheOther() throws IOException {
    Path disk = build(BootWay.MULTIBOOT, BOTH).file();
    try (FileChannel channel = FileChannel.open(disk, WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {0, 9}), 446 + 16 + 8);
    }

    assertThat(sfdisk(disk)).doesNotContain("No errors detected.");
  }

  @Test
  void theFirstSectorsAreGrubsWithOurTable() throws IOException {
    byte[] disk = Files.readAllBytes(build(BootWay.MULTIBOOT, Set.of()).file());
    byte[] boot = Files.readAllBytes(HvmFixture.loaders().bootImage());
    byte[] core = Files.readAllBytes(HvmFixture.loaders().coreImage());

    assertThat(Arrays.copyOf(disk, 440)).isEqualTo(Arrays.copyOf(boot, 440));
    assertThat(Arrays.copyOfRange(disk, 512, 512 + core.length)).isEqualTo(core);
    assertThat(Arrays.copyOfRange(disk, 512 + core.length, 1 << 20)).containsOnly(0);
  }

  @Test
  void aDiskForUefiAloneHasNothingForABios() throws IOException {
    byte[] disk = Files.readAllBytes(build(BootWay.MULTIBOOT, Set.of(Firmware.UEFI)).file());

    assertThat(Arrays.copyOf(disk, 440)).containsOnly(0);
    assertThat(disk[446]).as("active").isZero();
    assertThat(Arrays.copyOfRange(disk, 512, 1 << 20)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"MULTIBOOT, BOTH", "SHIM, BIOS", "PVH, BIOS"})
  void theSameRequestGivesTheSameBytes(BootWay way, String firmwares) throws IOException {
    Set<Firmware> wanted = firmwares.equals("BOTH") ? BOTH : Set.of(Firmware.BIOS);
    byte[] first = Files.readAllBytes(build(way, wanted).file());
    Files.delete(fixture.target);

    assertThat(build(way, wanted).file()).hasBinaryContent(first);
  }

  @Test
  void theShimAndItsKernelLieCompressedOnTheDisk() throws IOException {
    build(BootWay.SHIM, Set.of());

    assertThat(unpacked("/boot/xen-shim.gz"))
        .isEqualTo(Files.readAllBytes(HvmFixture.loaders().shim()));
    assertThat(unpacked("/boot/hello-notes.xen.gz")).isEqualTo(Files.readAllBytes(HvmFixture.PV));
    assertThat(fixture.grubCat("/boot/grub/grub.cfg"))
        .startsWith("# ec2-unikernel: boot way shim\n")
        .contains("if multiboot2 /boot/xen-shim.gz pv-shim console=xen,pv; then\n")
        .contains("if module2 /boot/hello-notes.xen.gz a b; then\n");
  }

  @Test
  void theStubLiesBesideAPvhKernel() throws IOException {
    build(BootWay.PVH, Set.of());

    assertThat(holds("/boot/pvh-stub.elf", Content.of(PvhStub.bytes()))).isTrue();
    assertThat(unpacked("/boot/hello-pvh.xen.gz")).isEqualTo(Files.readAllBytes(HvmFixture.PVH));
    assertThat(fixture.grubCat("/boot/grub/grub.cfg"))
        .startsWith("# ec2-unikernel: boot way pvh\n")
        .contains("if multiboot /boot/pvh-stub.elf; then\n")
        .contains("if module /boot/hello-pvh.xen.gz 'a b'; then\n");
  }

  @Test
  void grubsCheckerAcceptsTheConfigurationAndRejectsACutOne() throws IOException {
    KernelRequest odd =
        new KernelRequest(
            HvmFixture.MULTIBOOT, "a'b \"c d\" $e #f; {g} \\h ünï", List.of(), null, "It's {odd}");
    fixture.build(fixture.request(null, Set.of(), odd, odd));
    Path config = dir.resolve("grub.cfg");
    Files.writeString(config, fixture.grubCat("/boot/grub/grub.cfg"));

    HostCommand check = HostCommand.run("grub-script-check", config);
    assertThat(check.exitCode()).as(check.output()).isZero();
    String text = Files.readString(config);
    Files.writeString(config, text.substring(0, text.lastIndexOf("fi\n")));
    assertThat(HostCommand.run("grub-script-check", config).exitCode()).isNotZero();
  }

  private boolean holds(String path, Content content) throws IOException {
    return new Ext2Judge(fixture.target, PARTITION).holds(path, content);
  }

  private byte[] unpacked(String path) throws IOException {
    Path dump = dir.resolve("dump.gz");
    new Ext2Judge(fixture.target, PARTITION).debugfs("dump " + path + " " + dump);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(dump)))) {
      return in.readAllBytes();
    }
  }

  private Path systemPartition(Path disk) throws IOException {
    byte[] all = Files.readAllBytes(disk);
    return Files.write(dir.resolve("esp.img"), Arrays.copyOfRange(all, 2 << 20, all.length));
  }

  private static String sfdisk(Path disk) {
    return HostCommand.run("sfdisk", "--verify", disk).output().strip();
  }
}
