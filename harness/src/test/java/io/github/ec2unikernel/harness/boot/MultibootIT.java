package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.BootWay;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A multiboot kernel of either version, by the GRUB that an HVM AMI has. */
class MultibootIT {

  private static final Path KERNELS = Path.of("src/test/kernels");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "multiboot, module, hello-multiboot.elf, multiboot 1",
    "multiboot2, module2, hello-multiboot2.elf, multiboot 2"
  })
  void aKernelGetsItsWordsItsModulesAndItsMemory(
      String kernel, String module, String file, String protocol) throws Exception {
    Path words = Files.writeString(directory.resolve("words"), "off the disk");
    Path disk =
        new GrubDisk(directory.resolve("grub"))
            .file("kernel.elf", KERNELS.resolve(file))
            .file("words", words)
            .run(kernel + " /boot/kernel.elf a b=c\n")
            .run(module + " /boot/words its own\n" + module + " /boot/words\nboot\n")
            .make(DiskLoaders.get(BootOptions.userCache(), false, step -> {}));
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile("^READY$")),
            List.of(),
            End.POWEROFF,
            Duration.ofMinutes(1),
            Duration.ZERO);

    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")).withBackend("qemu"))
            .run(Machine.ofDisk(disk).withMemory(5 * 1024), expectations, new BootListener() {});

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(Files.readAllLines(report.console()))
        .contains("given by: " + protocol, "cmdline: a b=c", "memory above 4 GiB: 2048 MiB")
        .contains("module 0 (its own): off the disk", "module 1 (): off the disk");
  }

  /** Boots a menu that waits longer than the grace time, and expects nothing of its kernel. */
  private BootReport bootMenu(String commands) throws Exception {
    Path disk =
        new GrubDisk(directory.resolve("menu"))
            .way(BootWay.MULTIBOOT)
            .file("kernel.elf", KERNELS.resolve("hello-multiboot.elf"))
            .run("set timeout=4\nmenuentry \"unikernel\" {\n" + commands + "}\n")
            .make(DiskLoaders.get(BootOptions.userCache(), false, step -> {}));
    Expectations expectations =
        new Expectations(
            List.of(), List.of(), End.ANY, Duration.ofMinutes(2), Duration.ofMillis(500));
    return new BootCheck(BootOptions.in(directory.resolve("out")))
        .run(Machine.ofDisk(disk).withMemory(64), expectations, new BootListener() {});
  }

  @Test
  void aMenuWhoseEntryLoadsNothingIsNoSuccess() throws Exception {
    BootReport report = bootMenu("set nothing=1\n");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason())
        .isEqualTo(
            "the boot loader started no kernel; it said: Failed to boot both default and fallback"
                + " entries.");
    assertThat(report.phases()).extracting(Phase::name).doesNotContain("kernel started");
  }

  @Test
  void aKernelThatAMenuStartsIsWaitedForUntilTheMenuIsOver() throws Exception {
    BootReport report = bootMenu("multiboot /boot/kernel.elf off a menu\n");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(Files.readAllLines(report.console())).contains("cmdline: off a menu", "READY");
  }
}
