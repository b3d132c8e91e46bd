package io.github.ec2unikernel.plugin.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiskConverterTest {

  @TempDir Path directory;

  private FormatRequest request(Path raw, DiskFormat format) {
    return new FormatRequest(
        raw, "00", Instant.EPOCH, format, directory.resolve(format.fileName("disk")));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(DiskFormat.class)
  void nothingStaysOfAConversionThatFails(DiskFormat format) throws IOException {
    Path raw = Files.createDirectory(directory.resolve("disk.raw"));
    assertThatThrownBy(() -> DiskConverter.convert(request(raw, format)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("disk.raw")
        .hasMessageContaining(format.id());
    assertThat(files()).containsExactly(raw);
  }

  @ParameterizedTest
  @EnumSource(DiskFormat.class)
  void aFileThatIsNoDiskIsRefused(DiskFormat format) throws IOException {
    Path raw = Files.writeString(directory.resolve("disk.raw"), "no whole sector");
    assertThatThrownBy(() -> DiskConverter.convert(request(raw, format)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("15 bytes");
    assertThat(files()).containsExactly(raw);
  }

  @ParameterizedTest
  @EnumSource(names = {"VMDK", "VHD", "VHD_DYNAMIC"})
  void aDiskThatTheFormatCannotHoldIsRefused(DiskFormat format) throws IOException {
    Path raw = directory.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
      file.setLength((2040L << 30) + 512);
    }
    assertThatThrownBy(() -> DiskConverter.convert(request(raw, format)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "and as " + format.id() + " this plugin writes disks of at most 2190433320960.");
    assertThat(files()).containsExactly(raw);
  }

  @Test
  void theHolesOfADiskStayHoles() throws IOException {
    Path raw = directory.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
      file.setLength(64 << 20);
    }
    for (DiskFormat format : DiskFormat.values()) {
      Path file = DiskConverter.convert(request(raw, format)).file();
      Exit blocks =
          ProcessRunner.run(
              Command.of("stat", "-c", "%b", file.toString()), directory, Duration.ofSeconds(30));
      assertThat(Long.parseLong(blocks.output().strip()) * 512)
          .as("%s", format)
          .isLessThan(1 << 20);
    }
  }
}
