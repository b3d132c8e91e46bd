package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel is started without a disk. */
class KernelIT {

  @TempDir Path directory;

  @Test
  void linuxBootsAsItIsPackedWithItsRamdisk() throws Exception {
    Path ramdisk = LinuxRamdisk.make(directory, "echo up with $(cat /proc/cmdline); poweroff -f");
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile("^up with console=hvc0 quiet$")),
            List.of(),
            End.POWEROFF,
            Duration.ofMinutes(3),
            Duration.ZERO);

    BootReport report =
        new BootCheck(BootOptions.in(directory))
            .run(
                Machine.ofKernel(LinuxRamdisk.kernel(), ramdisk)
                    .withMemory(256)
                    .withArguments("console=hvc0 quiet"),
                expectations,
                new BootListener() {});

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).contains("Xen");
  }

  @Test
  void aKernelGetsItsArgumentsAndNeedsNoDisk() throws Exception {
    Path kernel = Path.of("src/test/kernels/hello-notes.xen");
    byte[] before = Files.readAllBytes(kernel);
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile("say=\"a b\""), Pattern.compile("^READY$")),
            List.of(),
            End.POWEROFF,
            Duration.ofSeconds(60),
            Duration.ZERO);

    BootReport report =
        new BootCheck(BootOptions.in(directory))
            .run(
                Machine.ofKernel(kernel).withMemory(64).withArguments("say=\"a b\""),
                expectations,
                new BootListener() {});

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(Files.readAllBytes(kernel)).isEqualTo(before);
  }
}
