package io.github.ec2unikernel.harness.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ec2unikernel.harness.model.EnvironmentException;
import io.github.ec2unikernel.harness.process.Command;
import io.github.ec2unikernel.harness.process.Exit;
import io.github.ec2unikernel.harness.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** qemu-img (package qemu-utils) reads the overlays that are written here. */
class OverlayOracleTest {

  @TempDir Path directory;

  private Exit image(String... words) {
    Command command = Command.of("qemu-img").with(java.util.List.of(words));
    return ProcessRunner.run(command, directory, Duration.ofSeconds(30));
  }

  private Path raw(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Files.write(directory.resolve("a disk, ü.raw"), bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {512, 1 << 20, 1L << 29, (1L << 29) + 512, 1L << 30, 5L << 40})
  void qemuFindsNothingWrongInAnOverlayOfAnySize(long size) throws IOException {
    Path overlay = Qemu.overlay(raw(512), directory, "o", size);
    Exit check = image("check", overlay.toString());
    assertThat(check.output()).contains("No errors were found");
    assertThat(check.code()).isZero();
    assertThat(image("info", overlay.toString()).output())
        .contains("(" + size + " bytes)")
        .contains("backing file: " + directory.resolve("a disk, ü.raw"))
        .contains("backing file format: raw")
        .contains("compat: 1.1");
  }

  @Test
  void theDiskIsSeenThroughTheOverlayWithZerosBehindItsEnd() throws IOException {
    Path raw = raw(3 << 20);
    Path overlay = Qemu.overlay(raw, directory, "o", 64 << 20);
    // compare knows that what the longer one has more is zero, or says otherwise
    assertThat(image("compare", "-f", "raw", "-F", "qcow2", raw.toString(), overlay.toString()))
        .satisfies(exit -> assertThat(exit.output()).contains("Images are identical"))
        .satisfies(exit -> assertThat(exit.code()).isZero());
    Files.write(raw, new byte[] {1});
    assertThat(image("compare", raw.toString(), overlay.toString()).code()).isZero();
  }

  @Test
  void anOverlayThatCantBeWrittenIsAnError() throws IOException {
    Path raw = raw(512);
    assertThatThrownBy(() -> Qemu.overlay(raw, directory.resolve("no"), "o", 512))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("an overlay over " + raw + " can't be laid");
  }
}
