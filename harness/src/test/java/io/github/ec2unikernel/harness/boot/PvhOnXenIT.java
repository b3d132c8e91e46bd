package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.GuestType;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.IOException;
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

  private BootReport boot(Machine machine, boolean warm, End end, String... lines) {
    Expectations expectations =
        new Expectations(
            Stream.of(lines).map(Pattern::compile).toList(),
            List.of(),
            end,
            Duration.ofMinutes(5),
            Duration.ZERO);
    BootOptions options = BootOptions.in(directory.resolve("out")).withBackend("xen-qemu");
    return new BootCheck(options.withWarm(warm))
        .run(machine.withType(GuestType.HVM), expectations, new BootListener() {});
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
            Machine.ofDisk(disk).withMemory(96),
            true,
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

    BootReport report = boot(Machine.ofDisk(disk).withMemory(96), true, End.CRASH, "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.outcome().end()).isEqualTo(EndState.CRASHED);
    assertThat(report.reason()).contains(PvhStub.MARK + "the kernel's file is damaged or cut off");
  }

  @Test
  void itFindsTheMemoryAbove4GibToo() throws Exception {
    assumeTrue(available() > 10L << 30, "the machine has less than 10 GiB for a guest of 4.5 GiB");
    Path disk = new StubDisk(directory).module("kernel.xen", Files.readAllBytes(KERNEL), "").make();

    // Xen puts what is above 3.75 GiB there; saved, such a machine would fill the cache
    BootReport report =
        boot(
            Machine.ofDisk(disk).withMemory(4608),
            false,
            End.POWEROFF,
            "^memory above 4 GiB: 768 MiB$",
            "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
  }

  /** Returns how many bytes of memory programs may still take. */
  private static long available() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElse(0);
  }
}
