package io.github.ec2unikernel.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
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
    Path packed = Files.write(dir.resolve("packed"), PackedFixture.pack(packing, kernel));

    run(command + " < " + packed + " > " + dir.resolve("kernel"));

    assertThat(dir.resolve("kernel")).hasBinaryContent(kernel);
  }

  /** Linux's build takes this level, from a pipe, so that the header gives no content's size. */
  @Test
  void aWindowBeyondTheDecompressorsIsNoDamage() throws IOException {
    Path packed = dir.resolve("kernel");
    run("cat " + KERNEL + " | zstd -22 --ultra -c > " + packed);
    run("zstd -t < " + packed);

    Triage triage = Triage.of(packed);

    assertThat(triage.damage()).isNull();
    assertThat(triage.kind()).isEqualTo("zstd-compressed data");
    assertThat(triage.rejection().orElseThrow())
        .hasMessageContaining(
            "this reader does not unpack zstd with a window over 8 MiB, where this has 128 MiB")
        .extracting(InputException::hint)
        .isEqualTo("Decompress it first (unzstd) and give the result.");
  }

  /** A segment of 9 MiB: its size is its window, as the program knows it before it packs. */
  @Test
  void aSingleSegmentsSizeIsItsWindow() throws IOException {
    Path large = Files.write(dir.resolve("large"), new byte[9 << 20]);
    run("zstd -22 --ultra -q " + large + " -o " + dir.resolve("packed"));

    assertThat(Triage.of(dir.resolve("packed")).rejection().orElseThrow())
        .hasMessageContaining("a window over 8 MiB, where this has 9 MiB");
  }

  /** The bit is where the packing's program notices it: LZMA and LZ4's first format have no sum. */
  @ParameterizedTest
  @CsvSource({
    "GZIP, gzip -9nc, gzip -dc, 0.5",
    "BZIP2, bzip2 -9c, bzip2 -t, 0.5",
    "XZ, xz --check=crc32 -c, xz -t, 0.5",
    "LZMA, xz --format=lzma -9c, xz --format=lzma -t, 0.5",
    "LZOP, lzop -9c, lzop -t, 0.5",
    "LZOP, lzop -1 -C -c, lzop -t, 0.5",
    "LZOP, lzop -1 -CC --crc32 -c, lzop -t, 0.9",
    "LZ4, lz4 -9c, lz4 -t, 0.5",
    "LZ4_LEGACY, lz4 -l -9c, lz4 -t, 0",
    "ZSTD, zstd -19 -c, zstd -t, 0.5"
  })
  void theProgramAndWeRefuseADamagedFile(Packing packing, String pack, String test, double place)
      throws IOException {
    Path file = dir.resolve("packed");
    run(pack + " < " + KERNEL + " > " + file);
    run(test + " < " + file + " > /dev/null");
    byte[] packed = Files.readAllBytes(file);
    // After the magic number, or it would be data of no kind.
    packed[Math.max(6, (int) (packed.length * place))] ^= 1;
    Files.write(file, packed);

    assertThat(shell(test + " < " + file + " > /dev/null").succeeded()).isFalse();
    assertThat(Triage.of(file).damage())
        .contains("is damaged " + packing.id() + "-compressed data: at offset 0x");
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
