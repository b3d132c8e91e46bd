package io.github.ec2unikernel.plugin.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.Firmware;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.format.SourceDisk;
import io.github.ec2unikernel.plugin.format.SourceFormat;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ready disks, made by qemu-img of one that boots. */
class ReadyDiskOracleTest {

  private static final Set<Firmware> BOTH = Set.of(Firmware.BIOS, Firmware.UEFI);

  @TempDir Path dir;

  private Path raw = Path.of("");
  private Path target = Path.of("");
  private final List<String> doubts = new ArrayList<>();

  @BeforeEach
  void makeADisk() throws IOException {
    HvmFixture fixture = new HvmFixture(dir);
    KernelRequest kernel = HvmFixture.kernel(HvmFixture.MULTIBOOT, "");
    Path built = fixture.build(fixture.request(null, BOTH, kernel)).file();
    raw = Files.move(built, dir.resolve("ready, made.img"));
    target = dir.resolve("out/image.raw");
  }

  private DiskImage make(Path disk, Firmware... firmwares) {
    ImageListener listener =
        new ImageListener() {
          @Override
          public void diskDoubted(Path odd, String what) {
            doubts.add(what);
          }
        };
    return ReadyDisk.make(new ReadyRequest(disk, Set.of(firmwares), target), listener);
  }

  private Path convert(String format, String options) {
    Path disk = dir.resolve("disk, of " + format + "." + format);
    List<String> command =
        List.of(
            "qemu-img", "convert", "-f", "raw", "-O", format, "-o", options, raw + "", disk + "");
    HostCommand made = HostCommand.run(command);
    assertThat(made.exitCode()).as(made.output()).isZero();
    return disk;
  }

  @ParameterizedTest
  @CsvSource({
    "qcow2, compat=1.1, QCOW2",
    "qcow2, compat=0.10, QCOW2",
    "vmdk, subformat=monolithicSparse, VMDK",
    "vmdk, subformat=streamOptimized, VMDK",
    "vpc, subformat=dynamic, VHD",
    "vpc, 'subformat=fixed,force_size=on', VHD"
  })
  void aDiskOfEachFormatBecomesTheRawOneItWasMadeOf(
      String format, String options, SourceFormat found) throws IOException {
    Path disk = convert(format, options);

    DiskImage image = make(disk);

    assertThat(SourceDisk.of(disk).format()).isEqualTo(found);
    byte[] whole = Files.readAllBytes(image.file());
    assertThat(Arrays.copyOf(whole, (int) Files.size(raw))).isEqualTo(Files.readAllBytes(raw));
    assertThat(image.size()).isEqualTo(whole.length);
    assertThat(image.size() % (1 << 20)).isZero();
    assertThat(image.boot()).isEqualTo(new DiskBoot(BootWay.DISK, BOTH, null));
  }

  @Test
  void aRawDiskIsCopiedAndFilledUpToWholeMebibytes() throws IOException {
    Files.write(raw, new byte[512], StandardOpenOption.APPEND);

    DiskImage image = make(raw, Firmware.BIOS);

    assertThat(image.size()).isEqualTo(Files.size(raw) - 512 + (1 << 20));
    assertThat(Files.mismatch(image.file(), raw)).isEqualTo(Files.size(raw));
    assertThat(image.boot().firmwares()).containsExactly(Firmware.BIOS);
    assertThat(HostCommand.run("sfdisk", "--verify", image.file()).output())
        .contains("No errors detected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"qcow2", "vmdk"})
  void aDiskWithABackingFileIsRefused(String format) {
    Path disk = dir.resolve("differences");
    // a VMDK's parent is one as well
    String parentFormat = format.equals("vmdk") ? "vmdk" : "raw";
    Path parent = format.equals("vmdk") ? convert("vmdk", "subformat=monolithicSparse") : raw;
    HostCommand made =
        HostCommand.run(
            List.of(
                "qemu-img",
                "create",
                "-q",
                "-f",
                format,
                "-F",
                parentFormat,
                "-b",
                parent + "",
                disk + ""));
    assertThat(made.exitCode()).as(made.output()).isZero();

    assertThat(refusal(disk)).contains("differences").contains("only its differences are in it");
    assertThat(target).doesNotExist();
  }

  @Test
  void aQcow2WithItsDataElsewhereIsRefused() {
    Path disk = dir.resolve("outer.qcow2");
    List<String> command =
        List.of(
            "qemu-img",
            "create",
            "-q",
            "-f",
            "qcow2",
            "-o",
            "data_file=" + dir + "/data",
            disk + "",
            "1M");
    HostCommand made = HostCommand.run(command);
    assertThat(made.exitCode()).as(made.output()).isZero();

    assertThat(refusal(disk)).contains("whose data lie in another file");
  }

  @Test
  void aVmdkThatNamesOtherFilesIsRefused() throws IOException {
    HostCommand.run(
        List.of(
            "qemu-img",
            "convert",
            "-O",
            "vmdk",
            "-o",
            "subformat=monolithicFlat",
            raw + "",
            dir + "/flat.vmdk"));

    assertThat(refusal(dir.resolve("flat.vmdk"))).contains("lies in other files");
    Path sparse = convert("vmdk", "subformat=monolithicSparse");
    try (FileChannel channel = FileChannel.open(sparse, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8), 12); // a capacity of 0: QEMU follows the descriptor
    }
    assertThat(refusal(sparse)).contains("describes a disk in other files");
  }

  @ParameterizedTest
  @CsvSource({
    "qcow2, compat=1.1",
    "vmdk, subformat=monolithicSparse",
    "vmdk, subformat=streamOptimized",
    "vpc, subformat=dynamic",
    "vpc, subformat=fixed"
  })
  void aTruncatedDiskIsRefused(String format, String options) throws IOException {
    Path disk = convert(format, options);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(file.length() - 200_000);
    }

    assertThatExceptionOfType(InputException.class).isThrownBy(() -> make(disk));
    assertThat(target).doesNotExist();
  }

  @Test
  void aRawDiskThatEndsBeforeItsPartitionsDoIsRefused() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
      file.setLength(file.length() - 512);
    }

    assertThat(refusal(raw)).contains("its partitions go on to byte").contains("it is truncated");
    Files.write(raw, new byte[512], StandardOpenOption.APPEND);
    assertThat(make(raw).size()).isEqualTo(Files.size(raw));
  }

  @Test
  void aQcow2WithDamagedTablesIsRefused() throws IOException {
    Path disk = convert("qcow2", "compat=1.1");
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0, 0, 1, 77}), 3 * 65536);
    }

    assertThat(refusal(disk))
        .contains("`qemu-img check` says of it: ")
        .contains("ERROR")
        .doesNotContain("{")
        .doesNotContain("\n");
  }

  @Test
  void aQcow2ThatTakesMoreRoomThanItNeedsIsTakenWithAWord() throws IOException {
    Path disk = convert("qcow2", "compat=1.1");
    assertThat(make(disk).boot().firmwares()).isEqualTo(BOTH);
    assertThat(doubts).isEmpty();
    long cluster = Files.size(disk) / 65536;
    Files.write(disk, new byte[65536], StandardOpenOption.APPEND);
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {0, 1}), 2 * 65536 + 2 * cluster);
    }

    assertThat(make(disk).boot().firmwares()).isEqualTo(BOTH);
    assertThat(doubts).singleElement().asString().contains("leaked clusters");
  }

  @Test
  void aDiskThatNoMachineStartsFromIsRefused() throws IOException {
    Path fileSystem = Files.write(dir.resolve("data.raw"), new byte[2 << 20]);

    assertThat(refusal(fileSystem)).contains("which no machine starts from");
    assertThat(target.getParent()).isEmptyDirectory();
  }

  @Test
  void whatIsNoDiskIsNamed() throws IOException {
    Path zipped = Files.write(dir.resolve("disk.img.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

    assertThat(refusal(zipped)).contains("compressed with gzip");
    assertThat(refusal(HvmFixture.MULTIBOOT)).contains("an ELF file");
    assertThat(refusal(dir.resolve("gone.img"))).contains("which is no file there is");
    assertThat(refusal(dir)).contains("which is no regular file");
    assertThat(refusal(Files.createFile(dir.resolve("empty")))).contains("which is empty");
    assertThat(refusal(convert("vhdx", "subformat=dynamic"))).contains("a VHDX");
    Path vdi = convert("vdi", "static=off");
    assertThat(refusal(vdi)).contains("a VDI");
    try (FileChannel channel = FileChannel.open(vdi, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("Some text".getBytes(StandardCharsets.US_ASCII)), 0);
    }
    assertThat(refusal(vdi)).contains("a VDI");
    assertThat(refusal(convert("qed", "cluster_size=65536"))).contains("a QED");
  }

  @Test
  void aFirmwareThatTheDiskIsNotForIsRefused() throws IOException {
    try (FileChannel channel = FileChannel.open(raw, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(440), 0);
    }

    assertThat(make(raw).boot().firmwares()).containsExactly(Firmware.UEFI);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> make(raw, Firmware.BIOS))
        .withMessage("<firmware> is 'bios', and the disk %s starts by uefi only".formatted(raw));
  }

  private String refusal(Path disk) {
    InputException problem =
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> make(disk)).actual();
    assertThat(problem.hint()).isNotBlank();
    return String.valueOf(problem.getMessage());
  }
}
