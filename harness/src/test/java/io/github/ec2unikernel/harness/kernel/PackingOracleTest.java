package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the programs of each packing write, and whether they read what our fixtures write. */
class PackingOracleTest {

  private static final Path KERNEL = Path.of("src/test/kernels/hello-notes.xen").toAbsolutePath();

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "GZIP, gzip -9nc",
    "BZIP2, bzip2 -9c",
    "XZ, xz --check=crc32 --x86 --lzma2=dict=32MiB -c",
    "LZMA, xz --format=lzma -9c",
    "LZOP, lzop -9c",
    "LZOP, lzop -1 -C -c",
    "LZ4, lz4 -9c",
    "LZ4_LEGACY, lz4 -l -9c",
    "ZSTD, zstd -19 -c"
  })
  void whatTheProgramPacksIsReadByteForByte(Packing packing, String command) throws IOException {
    Path packed = dir.resolve("kernel");
    run(command + " < " + KERNEL + " > " + packed);

    assertThat(Triage.of(packed).packing()).containsExactly(packing);
    assertThat(unpacked(packed)).isEqualTo(Files.readAllBytes(KERNEL));
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, gzip -dc",
    "BZIP2, bzip2 -dc",
    "XZ, xz -dc",
    "LZMA, xz --format=lzma -dc",
    "LZOP, lzop -dc",
    "LZ4, lz4 -dc",
    "LZ4_LEGACY, lz4 -dc",
    "ZSTD, zstd -dc"
  })
  void theProgramReadsWhatTheFixtureWrites(Packing packing, String command) throws IOException {
    byte[] kernel = Files.readAllBytes(KERNEL);
    Path packed = Files.write(dir.resolve("packed"), fixture(packing, kernel));

    run(command + " < " + packed + " > " + dir.resolve("kernel"));

    assertThat(dir.resolve("kernel")).hasBinaryContent(kernel);
  }

  @Test
  void theProgramAndWeRefuseADamagedFile() throws IOException {
    byte[] packed = PackedFixture.pack(Packing.GZIP, Files.readAllBytes(KERNEL));
    packed[packed.length / 2] ^= 0x55;
    Path file = Files.write(dir.resolve("packed"), packed);

    assertThat(shell("gzip -dc < " + file + " > /dev/null").succeeded()).isFalse();
    assertThat(Triage.of(file).damage()).contains("is damaged gzip-compressed data: at offset 0x");
  }

  /** lzop wants the header's checksum, which our reader passes over and our fixture leaves out. */
  private static byte[] fixture(Packing packing, byte[] kernel) {
    byte[] packed = PackedFixture.pack(packing, kernel);
    if (packing == Packing.LZOP) {
      java.util.zip.Adler32 header = new java.util.zip.Adler32();
      header.update(packed, 9, 25);
      java.util.zip.Adler32 block = new java.util.zip.Adler32();
      block.update(kernel);
      ByteBuffer.wrap(packed)
          .putInt(34, (int) header.getValue())
          .putInt(46, (int) block.getValue());
    }
    return packed;
  }

  private static byte[] unpacked(Path file) throws IOException {
    try (FileSource source = FileSource.open(file);
        Unpacker unpacker = Unpacker.open(source, "kernel")) {
      return unpacker.content().stream().readAllBytes();
    }
  }

  private void run(String line) {
    Exit exit = shell(line);
    assertThat(exit.succeeded()).as(line + ": " + exit.output()).isTrue();
  }

  private Exit shell(String line) {
    return ProcessRunner.run(Command.of("sh", "-c", line), dir, Duration.ofMinutes(1));
  }
}
