package io.github.ec2unikernel.plugin.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What QEMU, which knows all the formats, says of ours. */
class FormatOracleTest {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MIB = 1L << 20;

  @TempDir Path directory;

  private Path raw(long size) throws IOException {
    return RawFixture.make(directory.resolve("disk.raw"), size, true);
  }

  private Path convert(Path raw, DiskFormat format, String name) throws IOException {
    Path target = directory.resolve(format.fileName(name));
    FormatRequest request = new FormatRequest(raw, RawFixture.sha256(raw), TIME, format, target);
    FormattedDisk disk = DiskConverter.convert(request);
    assertThat(disk).isEqualTo(new FormattedDisk(format, target, Files.size(target)));
    return target;
  }

  private Exit run(String... words) {
    return ProcessRunner.run(Command.of(words), directory, Duration.ofMinutes(2));
  }

  /** Returns QEMU's name for a format. */
  private static String qemuName(DiskFormat format) {
    return switch (format) {
      case VMDK -> "vmdk";
      case VHD, VHD_DYNAMIC -> "vpc";
      case QCOW2 -> "qcow2";
    };
  }

  private Exit compare(Path raw, DiskFormat format, Path converted) {
    // it also warns of sizes that differ
    return run(
        "qemu-img",
        "compare",
        "-f",
        "raw",
        "-F",
        qemuName(format),
        raw.toString(),
        converted.toString());
  }

  private Exit check(DiskFormat format, Path converted) {
    return run("qemu-img", "check", "-f", qemuName(format), converted.toString());
  }

  private static void flip(Path file, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      channel.write(one.put(0, (byte) (one.get(0) ^ 0x55)).flip(), at);
    }
  }

  @ParameterizedTest
  @EnumSource(DiskFormat.class)
  void everyFormatHoldsTheDisk(DiskFormat format) throws IOException {
    Path raw = raw(11 * MIB);
    Exit compared = compare(raw, format, convert(raw, format, "disk"));
    assertThat(compared.output()).isEqualTo("Images are identical.\n");
    assertThat(compared.code()).isZero();
  }

  @ParameterizedTest
  @EnumSource(DiskFormat.class)
  void aFormatOfAnotherDiskIsFoundOut(DiskFormat format) throws IOException {
    Path raw = raw(11 * MIB);
    Path converted = convert(raw, format, "disk");
    flip(raw, 4711);
    assertThat(compare(raw, format, converted).output()).contains("Content mismatch");
  }

  @ParameterizedTest
  @ValueSource(longs = {512, 64 << 10, 2 * MIB - 512, 2 * MIB + 512, 32 * MIB + 1024, 70 * MIB})
  void disksOfAnySizeAreHeld(long size) throws IOException {
    Path raw = raw(size);
    for (DiskFormat format : DiskFormat.values()) {
      assertThat(compare(raw, format, convert(raw, format, "disk")).output())
          .as("%s of %d bytes", format, size)
          .isEqualTo("Images are identical.\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VMDK", "QCOW2"})
  void theStructureHolds(DiskFormat format) throws IOException {
    Path converted = convert(raw(40 * MIB), format, "disk");
    Exit checked = check(format, converted);
    assertThat(checked.output()).startsWith("No errors were found on the image.");
    assertThat(checked.code()).isZero();
  }

  @Test
  void aVmdkWithoutItsEndIsRejected() throws IOException {
    Path converted = convert(raw(40 * MIB), DiskFormat.VMDK, "disk");
    try (FileChannel channel = FileChannel.open(converted, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 2048);
    }
    assertThat(check(DiskFormat.VMDK, converted).code()).isNotZero();
  }

  @Test
  void aVmdkWhoseTableLeadsOutOfTheFileIsRejected() throws IOException {
    Path converted = convert(raw(MIB), DiskFormat.VMDK, "disk");
    // Footer, end of stream and the directory with its marker follow the only table.
    long tableAt = Files.size(converted) - 512 - 1024 - 1024 - 2048;
    flip(converted, tableAt + 2);
    Exit checked = check(DiskFormat.VMDK, converted);
    assertThat(checked.output()).contains("ERROR");
    assertThat(checked.code()).isNotZero();
  }

  @Test
  void aVmdkWhoseDataIsDamagedIsRejected() throws IOException {
    Path raw = raw(MIB);
    Path converted = convert(raw, DiskFormat.VMDK, "disk");
    flip(converted, 65536 + 12 + 100);
    assertThat(compare(raw, DiskFormat.VMDK, converted).code()).isNotZero();
  }

  @Test
  void aQcow2WithWrongReferenceCountsIsRejected() throws IOException {
    Path converted = convert(raw(MIB), DiskFormat.QCOW2, "disk");
    // the first table of counts is the third cluster
    flip(converted, 2 * 65536 + 1);
    Exit checked = check(DiskFormat.QCOW2, converted);
    assertThat(checked.output()).contains("Leaked cluster 0");
    assertThat(checked.code()).isNotZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"VHD", "VHD_DYNAMIC"})
  void aVhdWithoutItsFooterIsRejected(DiskFormat format) throws IOException {
    Path raw = raw(3 * MIB);
    Path converted = convert(raw, format, "disk");
    // A dynamic one has a copy at the front, which QEMU reads first.
    flip(converted, format == DiskFormat.VHD ? Files.size(converted) - 512 : 0);
    assertThat(compare(raw, format, converted).code()).isNotZero();
  }

  @Test
  void fileKnowsTheFormatsThatBeginWithTheirNames() throws IOException {
    Path raw = raw(5 * MIB);
    assertThat(run("file", convert(raw, DiskFormat.VMDK, "a").toString()).output())
        .contains("VMware4 disk image");
    assertThat(run("file", convert(raw, DiskFormat.VHD_DYNAMIC, "a").toString()).output())
        .contains("Microsoft Disk Image", "Thu Jan  1 00:00:00 2026", 5 * MIB + " bytes");
    assertThat(run("file", convert(raw, DiskFormat.QCOW2, "a").toString()).output())
        .contains("QEMU QCOW Image (v3), " + 5 * MIB + " bytes");
  }

  @ParameterizedTest
  @EnumSource(DiskFormat.class)
  void theSameDiskGivesTheSameBytesWhateverItsHoles(DiskFormat format) throws IOException {
    Path sparse = convert(raw(11 * MIB), format, "disk");
    byte[] first = Files.readAllBytes(sparse);
    Path full = RawFixture.make(directory.resolve("full.raw"), 11 * MIB, false);
    Path again = convert(full, format, "disk");
    assertThat(again).isEqualTo(sparse);
    assertThat(Files.readAllBytes(again)).isEqualTo(first);
  }
}
