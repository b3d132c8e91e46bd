package io.github.ec2unikernel.plugin.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VHDs read field by field, where the specification puts each. */
class VhdTest {

  private static final int SIZE = 5 << 20;

  @TempDir Path directory;

  private byte[] convert(DiskFormat format, String time) throws IOException {
    Path raw = directory.resolve("disk.raw");
    if (!Files.exists(raw)) {
      RawFixture.make(raw, SIZE, true);
    }
    Path target = directory.resolve(format.fileName("disk"));
    DiskConverter.convert(
        new FormatRequest(raw, RawFixture.sha256(raw), Instant.parse(time), format, target));
    return Files.readAllBytes(target);
  }

  private static byte[] last(byte[] disk) {
    return Arrays.copyOfRange(disk, disk.length - 512, disk.length);
  }

  private static ByteBuffer footer(byte[] disk) {
    return ByteBuffer.wrap(last(disk));
  }

  private static void assertChecksum(byte[] structure, int at) {
    int sum = 0;
    for (int i = 0; i < structure.length; i++) {
      sum += i >= at && i < at + 4 ? 0 : structure[i] & 0xff;
    }
    assertThat(ByteBuffer.wrap(structure).getInt(at)).isEqualTo(~sum);
  }

  @ParameterizedTest
  @CsvSource({"VHD, 2, -1", "VHD_DYNAMIC, 3, 512"})
  void theFooterTellsTheExactSize(DiskFormat format, int type, long dataOffset) throws IOException {
    byte[] disk = convert(format, "2026-01-01T00:00:00Z");
    ByteBuffer footer = footer(disk);
    assertThat(new String(last(disk), 0, 8, StandardCharsets.US_ASCII)).isEqualTo("conectix");
    assertThat(footer.getInt(12)).as("version").isEqualTo(0x10000);
    assertThat(footer.getLong(16)).as("data offset").isEqualTo(dataOffset);
    assertThat(footer.getInt(24)).as("seconds since 2000").isEqualTo(820_540_800);
    assertThat(footer.getLong(40)).as("original size").isEqualTo(SIZE);
    assertThat(footer.getLong(48)).as("current size").isEqualTo(SIZE);
    assertThat(Short.toUnsignedInt(footer.getShort(56))).as("cylinders").isEqualTo(65535);
    assertThat(footer.get(58)).as("heads").isEqualTo((byte) 16);
    assertThat(footer.get(59)).as("sectors per track").isEqualTo((byte) 255);
    assertThat(footer.getInt(60)).as("type").isEqualTo(type);
    assertThat(footer.getLong(68)).as("UUID").isNotZero();
    assertChecksum(last(disk), 64);
  }

  @Test
  void aFixedVhdIsTheRawDiskAndAFooter() throws IOException {
    byte[] disk = convert(DiskFormat.VHD, "2026-01-01T00:00:00Z");
    assertThat(disk).hasSize(SIZE + 512);
    assertThat(Arrays.copyOf(disk, SIZE))
        .isEqualTo(Files.readAllBytes(directory.resolve("disk.raw")));
  }

  @Test
  void aDynamicVhdHasItsFooterTwiceAndAHeaderBetween() throws IOException {
    byte[] disk = convert(DiskFormat.VHD_DYNAMIC, "2026-01-01T00:00:00Z");
    assertThat(Arrays.copyOf(disk, 512)).isEqualTo(last(disk));
    byte[] header = Arrays.copyOfRange(disk, 512, 512 + 1024);
    assertThat(new String(header, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("cxsparse");
    assertThat(ByteBuffer.wrap(header).getLong(16)).as("table offset").isEqualTo(1536);
    assertThat(ByteBuffer.wrap(header).getInt(28)).as("table entries").isEqualTo(3);
    assertThat(ByteBuffer.wrap(header).getInt(32)).as("block size").isEqualTo(2 << 20);
    assertChecksum(header, 36);
    // The second of the three blocks is all zero; the others are in the file with their bitmaps.
    assertThat(ByteBuffer.wrap(disk).getInt(1536 + 4)).isEqualTo(-1);
    assertThat(disk).hasSize(512 + 1024 + 512 + 2 * (512 + (2 << 20)) + 512);
  }

  @Test
  void aTimeBefore2000IsThatOf2000() throws IOException {
    ByteBuffer footer = footer(convert(DiskFormat.VHD, "1980-01-01T00:00:00Z"));
    assertThat(footer.getInt(24)).isZero();
  }

  @Test
  void theTwoKindsHaveIdsOfTheirOwn() throws IOException {
    ByteBuffer fixed = footer(convert(DiskFormat.VHD, "2026-01-01T00:00:00Z"));
    ByteBuffer dynamic = footer(convert(DiskFormat.VHD_DYNAMIC, "2026-01-01T00:00:00Z"));
    assertThat(fixed.getLong(68)).isNotEqualTo(dynamic.getLong(68));
  }
}
