package io.github.ec2unikernel.plugin.fat;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ec2unikernel.harness.model.InputException;
import io.github.ec2unikernel.plugin.io.Content;
import io.github.ec2unikernel.plugin.io.SparseOutput;
import io.github.ec2unikernel.plugin.oracle.HostCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems of many sizes, judged by fsck.fat and read by mtools. */
class FatOracleTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path dir;

  private Path write(Map<String, Content> files) throws IOException {
    Path image = dir.resolve("fat.img");
    Files.deleteIfExists(image);
    try (FileChannel channel = FileChannel.open(image, CREATE, WRITE)) {
      SparseOutput out = new SparseOutput(channel);
      FatWriter.write(FatLayout.of(files, 4096), 0x1234abcd, TIME, out);
      out.finish();
    }
    return image;
  }

  private static Content random(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return Content.of(bytes);
  }

  /** At the limits of sectors, clusters, and of what fits one more MiB. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 2_000_000, 3_000_000, 33_000_000, 70_000_000})
  void aFileOfAnySizeIsReadAsItWas(int size) throws IOException {
    Content content = random(size);
    Path image = write(Map.of("EFI/BOOT/BOOTX64.EFI", content));
    HostCommand check = HostCommand.run("fsck.fat", "-n", image);
    Path copy = dir.resolve("copy");
    HostCommand read = HostCommand.run("mcopy", "-i", image, "::/EFI/BOOT/BOOTX64.EFI", copy);

    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(HostCommand.run("fsck.fat", "-n", "-v", image).output()).contains("16 bit entries");
    assertThat(read.exitCode()).as(read.output()).isZero();
    byte[] bytes = new byte[size];
    content.open().fill(java.nio.ByteBuffer.wrap(bytes));
    assertThat(copy).hasBinaryContent(bytes);
    assertThat(Files.size(image) % (1 << 20)).isZero();
  }

  @Test
  void manyFilesInManyDirectoriesAreAllThere() throws IOException {
    Map<String, Content> files = new LinkedHashMap<>();
    for (int i = 0; i < 120; i++) {
      files.put("D%d/SUB/FILE%d.BIN".formatted(i % 7, i), random(i * 97));
    }
    Path image = write(files);
    HostCommand check = HostCommand.run("fsck.fat", "-n", image);

    assertThat(check.exitCode()).as(check.output()).isZero();
    // the root, seven directories and seven in them
    assertThat(check.output()).contains("fat.img: 134 files");
    assertThat(HostCommand.run("mdir", "-i", image, "::/D3/SUB").output())
        .contains("FILE3    BIN")
        .contains("2026-01-02   3:04")
        .contains("Volume Serial Number is 1234-ABCD");
  }

  @Test
  void fsckRejectsAFileWhoseChainIsCut() throws IOException {
    Path image = write(Map.of("FILE.BIN", random(5000)));
    try (FileChannel channel = FileChannel.open(image, WRITE)) {
      for (int table = 0; table < 2; table++) {
        long at = 512 + (long) table * FatGeometry.of(size -> 1).fatSectors() * 512 + 4;
        channel.write(java.nio.ByteBuffer.allocate(2), at);
      }
    }

    assertThat(HostCommand.run("fsck.fat", "-n", image).exitCode()).isNotZero();
  }

  @Test
  void whatNoFat16HoldsIsRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> FatGeometry.of(size -> (3L << 30) / size))
        .withMessageContaining("more than 2047 MiB");
    assertThat(FatGeometry.of(size -> (1L << 30) / size).clusters()).isBetween(4085L, 65524L);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0x0021, 0x0000",
    "1980-01-01T00:00:00Z, 0x0021, 0x0000",
    "2026-01-02T03:04:05Z, 0x5c22, 0x1882",
    "2200-01-01T00:00:00Z, 0xff9f, 0xbf7d"
  })
  void timesAreThoseThatFatKnows(String time, String date, String clock) {
    FatTime found = FatTime.of(Instant.parse(time));

    assertThat(found.date() & 0xffff).isEqualTo(Integer.decode(date));
    assertThat(found.time() & 0xffff).isEqualTo(Integer.decode(clock));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower.efi", "LONGERNAME.EFI", "A.LONG", "A B", "", "A.B.C", "Ü"})
  void namesThatFatHasOnlyByExtensionsAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new FatName(name));
  }
}
