package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PVH kernel for Xen on a BIOS disk, in an HVM guest as EC2's Xen types have them. */
class PvhOnXenIT {

  private static final Path KERNEL = Path.of("src/test/kernels/hello-pvh.xen");

  @TempDir Path directory;

  private BootReport boot(Path disk, End end, String... lines) {
    Expectations expectations =
        new Expectations(
            Stream.of(lines).map(Pattern::compile).toList(),
            List.of(),
            end,
            Duration.ofMinutes(5),
            Duration.ZERO);
    return new BootCheck(BootOptions.in(directory.resolve("out")).withBackend("xen-qemu"))
        .run(
            Machine.ofDisk(disk).withType(GuestType.HVM).withMemory(96),
            expectations,
            new BootListener() {});
  }

  @Test
  void theKernelFindsXensConsoleItsCommandLineItsModulesAndItsMemory() throws Exception {
    byte[] module = "hello".getBytes(StandardCharsets.US_ASCII);
    Path disk =
        new StubDisk(directory)
            .module("kernel.xen", Files.readAllBytes(KERNEL), "'say=\"a  b\" c'")
            .module("one", module, "")
            .module("two", module, "its words")
            .make();

    BootReport report =
        boot(
            disk,
            End.POWEROFF,
            "^" + Pattern.quote(PvhStub.MARK) + "entering the kernel at 0x1.* with 2 modules$",
            "^magic: pvh$",
            "^cmdline: say=\"a  b\" c$",
            "^module 0: 5 bytes sha256=2cf24dba5fb0a30e[0-9a-f]*$",
            "^module 1: 5 bytes sha256=2cf24dba5fb0a30e[0-9a-f]* its words$",
            "^memory above 4 GiB: 0 MiB$",
            "^rsdp: there$",
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(Files.readString(report.console())).doesNotContain("no Xen");
  }

  @Test
  void whatTheStubRefusesIsACrashThereToo() throws Exception {
    byte[] half = Arrays.copyOf(Files.readAllBytes(KERNEL), 4000);
    Path disk = new StubDisk(directory).module("kernel.xen", half, "").make();

    BootReport report =
        boot(
            disk,
            End.CRASH,
            "^" + Pattern.quote(PvhStub.MARK) + "the kernel's file is damaged or cut off$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }
}
