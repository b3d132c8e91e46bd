package io.github.ec2unikernel.harness.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.params.provider.ValueSource;

/** The committed kernels against gcc, and the demo's kernel against them. */
class TestKernelsOracleTest {

  private static final Path KERNELS = Path.of("src/test/kernels").toAbsolutePath();

  /** Another compiler gives other bytes; this one made the committed files. */
  private static final String GCC = "12.2.0";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello-notes.xen",
        "hello-oldstyle.xen",
        "hello-pvh.xen",
        "old-devices.xen",
        "devices.xen",
        "pvh-only.elf",
        "pv32.elf",
        "multiboot.elf",
        "hello-multiboot.elf",
        "hello-multiboot2.elf",
        "pvh-serial-32.elf",
        "pvh-serial-64.elf",
        "pvh-at-48m.elf",
        "linux-program.elf",
        "udp-echo.elf"
      })
  void theSourcesGiveTheCommittedBytes(String name) throws IOException {
    assumeTrue(ProcessRunner.isOnPath("gcc"), "gcc is not installed");
    String version = run(Command.of("gcc", "-dumpfullversion")).output().strip();
    assumeTrue(version.equals(GCC), "gcc is " + version + ", the kernels were built with " + GCC);
    Exit built = run(Command.of(KERNELS.resolve("build").toString(), directory.toString()));
    assertThat(built.succeeded()).as(built.output()).isTrue();
    assertThat(directory.resolve(name)).hasSameBinaryContentAs(KERNELS.resolve(name));
  }

  @Test
  void theDemoBootsOneOfThem() {
    assertThat(Path.of("../src/it/hello-pv/hello.xen"))
        .hasSameBinaryContentAs(KERNELS.resolve("hello-notes.xen"));
  }

  @Test
  void theyAreSmall() throws IOException {
    try (var files = Files.list(KERNELS)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(file)
                      .satisfies(each -> assertThat(Files.size(each)).isLessThan(20_000)));
    }
  }

  private static Exit run(Command command) {
    return ProcessRunner.run(command, KERNELS, Duration.ofMinutes(2));
  }
}
