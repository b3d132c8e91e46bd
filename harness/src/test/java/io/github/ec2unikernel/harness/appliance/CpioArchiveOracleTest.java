package io.github.ec2unikernel.harness.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our archive read by GNU cpio (package cpio). */
class CpioArchiveOracleTest {

  @TempDir Path directory;
  private Path archive;

  @BeforeEach
  void write() throws IOException {
    archive = directory.resolve("archive.cpio");
    try (CpioArchive cpio = new CpioArchive(Files.newOutputStream(archive))) {
      cpio.directory("a/b");
      cpio.file("a/b/file", "content".getBytes(StandardCharsets.UTF_8));
      cpio.file("x/y/other", new byte[1001]);
      Path large = Files.write(directory.resolve("large"), new byte[100_001]);
      cpio.file("x/large", large);
      cpio.link("bin/sh", "busybox");
      cpio.device("dev/console", 5, 1);
    }
  }

  private Exit cpio(String options) {
    return ProcessRunner.run(
        Command.of("sh", "-c", "cpio " + options + " --quiet < " + archive),
        directory,
        Duration.ofSeconds(10));
  }

  @Test
  void cpioListsWhatWasWritten() {
    assertThat(cpio("-itv").output().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("drwxr-xr-x") && line.endsWith(" a/b"))
        .anyMatch(line -> line.startsWith("-rwxr-xr-x") && line.contains(" 7 "))
        .anyMatch(line -> line.startsWith("lrwxrwxrwx") && line.endsWith("bin/sh -> busybox"))
        .anyMatch(line -> line.startsWith("crw-------") && line.contains("5, 1"));
  }

  @Test
  void cpioUnpacksTheContents() throws IOException {
    assertThat(cpio("-id a/b/file x/y/other x/large").succeeded()).isTrue();
    assertThat(directory.resolve("a/b/file")).hasContent("content");
    assertThat(Files.readAllBytes(directory.resolve("x/y/other"))).isEqualTo(new byte[1001]);
    assertThat(directory.resolve("x/large")).hasSameBinaryContentAs(directory.resolve("large"));
  }

  @Test
  void cpioRefusesADamagedArchive() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(cpio("-it").output()).contains("premature end");
  }
}
