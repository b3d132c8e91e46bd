package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.appliance.ApplianceCache;
import io.github.ec2unikernel.harness.loader.PvhStub;
import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PVH stub between GRUB and a PVH kernel that needs no Xen, on a BIOS disk under QEMU. */
class PvhStubIT {

  private static final Path KERNELS = Path.of("src/test/kernels");
  private static final int MIB = 1 << 20;

  @TempDir Path directory;

  private static String told(int index, byte[] module, String arguments) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(module);
    return "module %d: %d bytes sha256=%s%s"
        .formatted(index, module.length, HexFormat.of().formatHex(digest), arguments);
  }

  private BootReport boot(Path disk, int memory, End end, String line) {
    return boot(Machine.ofDisk(disk).withMemory(memory), end, line);
  }

  private BootReport boot(Machine machine, End end, String line) {
    Expectations expectations =
        new Expectations(
            List.of(Pattern.compile(line)),
            List.of(),
            end,
            Duration.ofMinutes(2),
            Duration.ofMillis(200));
    return new BootCheck(BootOptions.in(directory.resolve("out")).withBackend("qemu"))
        .run(machine, expectations, new BootListener() {});
  }

  private List<String> boot(StubDisk disk, int memory) throws IOException {
    BootReport report = boot(disk.make(), memory, End.POWEROFF, "^READY$");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    return Files.readAllLines(report.console());
  }

  @Test
  void aKernelGetsItsCommandLineToTheLetterItsModulesAndAllMemory() throws Exception {
    byte[] first = PvhFile.random(3 * MIB + 1);
    byte[] second = "two".getBytes(StandardCharsets.US_ASCII);
    StubDisk disk =
        new StubDisk(directory)
            .module(
                "kernel.elf",
                PvhFile.of("pvh-serial-64.elf"),
                "'say=\"a  b\" it'\\''s C:\\\\dir \\x41 $HOME  '")
            .module("first", first, "'its  \"words\"' more")
            .module("second", second, "");

    List<String> console = boot(disk, 5 * 1024);

    assertThat(console)
        .contains("given by: pvh", "cmdline: say=\"a  b\" it's C:\\\\dir \\x41 $HOME  ")
        .contains("memory above 4 GiB: 2048 MiB", "rsdp: there")
        .contains("processor: as PVH has it")
        .contains(told(0, first, " its  \"words\" more"), told(1, second, ""))
        .contains(PvhStub.MARK + "entering the kernel at 0x100018 with 2 modules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pvh-serial-32.elf", "pvh-serial-64.elf", "pvh-at-48m.elf"})
  void aKernelOf32Or64BitRunsAndOneWhereTheStubItselfLies(String name) throws Exception {
    byte[] module = PvhFile.random(100_000);
    StubDisk disk =
        new StubDisk(directory)
            .module("kernel.elf", PvhFile.of(name), "")
            .module("file", module, "");
    assertThat(boot(disk, 128)).contains("cmdline: ", told(0, module, ""));
  }

  @Test
  void aKernelThatWantsThePlacesOfTheStubAndOfAllModulesGetsThem() throws Exception {
    byte[] module = PvhFile.random(5 * MIB);
    StubDisk disk =
        new StubDisk(directory)
            .module("kernel.elf", PvhFile.with(PvhFile.FIRST_SIZE, 100 * MIB), "")
            .module("file", module, "")
            .module("copy", module, "again");
    assertThat(boot(disk, 128)).contains(told(0, module, ""), told(1, module, " again"));
  }

  @Test
  void aRealLinuxOf64MibFindsItsMemoryItsRamdiskAndItsFirmwaresTables() throws Exception {
    Path ramdisk =
        LinuxRamdisk.make(
            directory,
            "echo cmdline $(cat /proc/cmdline); dmesg | grep -m1 'ACPI: RSDP'; echo READY; sleep 1");
    Path linux = new ApplianceCache(BootOptions.userCache(), false).get(step -> {}).kernel();
    Path disk =
        new GrubDisk(directory.resolve("grub"))
            .file("stub.elf", Files.write(directory.resolve("stub.elf"), PvhStub.bytes()))
            .packed("linux.gz", linux)
            .packed("ramdisk.gz", ramdisk)
            .run("multiboot /boot/stub.elf\n")
            .run("module /boot/linux.gz console=ttyS0 quiet panic=-1 a=\"b c\"\n")
            .run("module /boot/ramdisk.gz\nboot\n")
            .make(DiskLoaders.get(BootOptions.userCache(), false, step -> {}));

    BootReport report = boot(disk, 512, End.ANY, "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(Files.readString(report.console()))
        .contains("cmdline console=ttyS0 quiet panic=-1 a=b c\n", "ACPI: RSDP 0x");
  }

  @Test
  void theFilesNameThatOtherLoadersPutFirstIsNoArgument() throws Exception {
    Path stub = Files.write(directory.resolve("stub.elf"), PvhStub.bytes());
    byte[] module = PvhFile.random(100);
    Path file = Files.write(directory.resolve("file"), module);
    Machine machine = Machine.ofKernel(stub, KERNELS.resolve("pvh-serial-32.elf"), file);

    BootReport report = boot(machine.withMemory(64), End.POWEROFF, "^READY$");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(Files.readAllLines(report.console()))
        .contains("given by: pvh", "cmdline: ", told(0, module, ""));
  }

  @Test
  void aNoteThatOnlyTheSectionHeadersTellOfIsFound() throws Exception {
    StubDisk disk =
        new StubDisk(directory).module("kernel.elf", PvhFile.with(PvhFile.SECOND_TYPE, 0), "a");
    assertThat(boot(disk, 64)).contains("cmdline: a");
  }

  @Test
  void grubUnpacksACompressedKernel() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(PvhFile.of("pvh-serial-64.elf"));
    }
    StubDisk disk = new StubDisk(directory).module("kernel.gz", packed.toByteArray(), "a");
    assertThat(boot(disk, 64)).contains("cmdline: a");
  }

  @ParameterizedTest
  @EnumSource
  void whatCantBeEnteredIsToldAndEndsAtOnceAsACrash(StubFault fault) throws IOException {
    BootReport report = boot(fault.on(new StubDisk(directory)).make(), 128, End.CRASH, "^READY$");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.outcome().end()).isEqualTo(EndState.CRASHED);
    assertThat(report.reason()).contains(PvhStub.MARK + fault.message());
  }
}
