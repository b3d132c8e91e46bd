package io.github.ec2unikernel.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ec2unikernel.harness.model.BootReport;
import io.github.ec2unikernel.harness.model.End;
import io.github.ec2unikernel.harness.model.EndState;
import io.github.ec2unikernel.harness.model.Expectations;
import io.github.ec2unikernel.harness.model.Machine;
import io.github.ec2unikernel.harness.model.Network;
import io.github.ec2unikernel.harness.model.Phase;
import io.github.ec2unikernel.harness.model.PortForward;
import io.github.ec2unikernel.harness.model.Probe;
import io.github.ec2unikernel.harness.model.ProbeResult;
import io.github.ec2unikernel.harness.model.Verdict;
import io.github.ec2unikernel.harness.model.Volume;
import io.github.ec2unikernel.harness.rumprun.Dialect;
import io.github.ec2unikernel.harness.rumprun.RunnerDirectory;
import io.github.ec2unikernel.harness.rumprun.RunnerMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel that needs no Xen, under QEMU alone. */
class QemuIT {

  private static final Path KERNEL = Path.of("src/test/kernels/hello-multiboot.elf");

  @TempDir Path directory;

  private BootReport boot(Machine machine, End end, int seconds, String... lines) {
    Expectations expectations =
        new Expectations(
            Stream.of(lines).map(Pattern::compile).toList(),
            List.of(),
            end,
            Duration.ofSeconds(seconds),
            Duration.ofMillis(200));
    return new BootCheck(BootOptions.in(directory.resolve("out")))
        .run(machine, expectations, new BootListener() {});
  }

  private List<String> console() throws IOException {
    return Files.readAllLines(directory.resolve("out/console.log"));
  }

  @Test
  void aMultibootKernelGetsItsArgumentsModulesMemoryDisksAndNetworks() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("a, b"));
    Path kernel = Files.copy(KERNEL, odd.resolve("kernel.elf"));
    Path first = Files.writeString(odd.resolve("first"), "{\"first\": 1}");
    Path second = Files.writeString(odd.resolve("second"), "two");
    Path volume = Files.write(directory.resolve("volume.img"), new byte[700]);
    Machine machine =
        Machine.ofKernel(kernel, first, second)
            .withMemory(96)
            .withArguments("say=\"a, b\" c")
            .withVolumes(List.of(new Volume(volume, "xvdb"), new Volume(volume, "xvdc", true)))
            .withNetworks(List.of(Network.dhcp()));

    BootReport report = boot(machine, End.POWEROFF, 60, "READY");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).contains("the kernel itself, 96 MiB").contains("QEMU (");
    assertThat(report.phases())
        .extracting(Phase::name)
        .containsExactly("guest built", "guest started", "kernel started", "guest ended");
    assertThat(console())
        .anyMatch(line -> line.matches("cmdline: \\S+/kernel say=\"a, b\" c"))
        .contains("memory: 95 MiB")
        .anyMatch(line -> line.matches("module 0 \\(\\S*\\): \\{\"first\": 1}"))
        .anyMatch(line -> line.matches("module 1 \\(\\S*\\): two"))
        .containsSubsequence("pci: 1af4:1001", "pci: 1af4:1001", "pci: 1af4:1000")
        .doesNotContain("pci: 1af4:1005");
    assertThat(volume).hasSize(700);
  }

  @ParameterizedTest
  @CsvSource({
    "reset, REBOOT, REBOOTED",
    "fault, CRASH, CRASHED",
    "panic, CRASH, CRASHED",
    "exit=41, POWEROFF, POWERED_OFF",
    "exit=0, POWEROFF, POWERED_OFF",
    "exit=7, CRASH, CRASHED"
  })
  void everyEndIsToldFromTheOthers(String word, End end, EndState state) throws IOException {
    Machine machine = Machine.ofKernel(KERNEL).withMemory(32).withArguments(word);
    BootReport report = boot(machine, end, 60, "READY");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.outcome().end()).isEqualTo(state);
    String log = Files.readString(directory.resolve("out/machine.log"));
    assertThat(log).contains("SeaBIOS");
    assertThat(log.contains("Triple fault")).isEqualTo(word.equals("fault"));
  }

  @Test
  void aKernelThatSpinsIsFoundToHang() {
    Machine machine = Machine.ofKernel(KERNEL).withMemory(32).withArguments("spin");
    BootReport report = boot(machine, End.POWEROFF, 5, "READY");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TIMEOUT);
    // how busy it seems depends on what else the host does
    assertThat(report.reason()).contains("it is silent since").doesNotContain("blocked");
  }

  @Test
  void aQemuThatIsKilledIsNoFaultOfTheGuest() {
    BootListener killer =
        new BootListener() {
          @Override
          public void line(String line) {
            if (line.equals("READY")) {
              ProcessHandle.current()
                  .descendants()
                  .filter(each -> each.info().command().orElse("").contains("qemu-system"))
                  .forEach(ProcessHandle::destroyForcibly);
            }
          }
        };
    Expectations expectations =
        new Expectations(List.of(), List.of(), End.POWEROFF, Duration.ofSeconds(60), Duration.ZERO);
    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")))
            .run(
                Machine.ofKernel(KERNEL).withMemory(32).withArguments("stay"),
                expectations,
                killer);
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.ERROR);
    assertThat(report.reason()).startsWith("QEMU ended by itself");
  }

  @Test
  void noLineIsLostWhenAGuestFloodsItsConsoleAndEnds() throws IOException {
    Machine machine = Machine.ofKernel(KERNEL).withMemory(32).withArguments("flood=30000");
    BootReport report = boot(machine, End.POWEROFF, 120, "^flood 1$", "^READY$");
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(console().stream().filter(line -> line.matches("flood [0-9]+"))).hasSize(30_000);
  }

  @Test
  void aDiskThatItsBootCodeDoesNotBootIsNoMysteryOfTheGuest() throws IOException {
    byte[] disk = new byte[1 << 20];
    disk[0] = (byte) 0xcd; // int 0x18: the boot code asks for the next device
    disk[1] = 0x18;
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Path file = Files.write(directory.resolve("disk.raw"), disk);
    BootReport report = boot(Machine.ofDisk(file), End.ANY, 60);
    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILURE);
    assertThat(report.reason()).contains("the BIOS finds nothing to boot");
  }

  @Test
  void aDiskIsBootedByItsOwnBootLoader() throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.copy(KERNEL, tree.resolve("kernel.elf"));
    Files.writeString(tree.resolve("module"), "off the disk");
    Path disk =
        BiosDisk.make(
            directory, tree, "multiboot /kernel.elf a b\nmodule /module its words\nboot\n");
    byte[] before = Files.readAllBytes(disk);

    BootReport report = boot(Machine.ofDisk(disk), End.POWEROFF, 60, "READY");

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.setup()).startsWith("BIOS, 128 MiB");
    assertThat(console())
        .contains("cmdline: a b", "module 0 (its words): off the disk", "pci: 1af4:1001");
    assertThat(Files.readAllBytes(disk)).isEqualTo(before);
  }

  @Test
  void linuxServesPagesOverAVirtioNetwork() throws IOException {
    Path ramdisk =
        LinuxRamdisk.make(
            directory,
            List.of(
                "virtio_ring",
                "virtio",
                "virtio_pci_modern_dev",
                "virtio_pci_legacy_dev",
                "virtio_pci",
                "failover",
                "net_failover",
                "virtio_net"),
            """
            ip addr add 10.0.2.15/24 dev eth0; ip link set eth0 up
            mkdir /www; echo straight > /www/index.html
            echo SERVING; exec httpd -f -p 80 -h /www
            """);
    Machine machine =
        Machine.ofKernel(LinuxRamdisk.kernel(), ramdisk)
            .withMemory(256)
            .withArguments("console=ttyS0 quiet panic=-1")
            .withNetworks(List.of(Network.dhcp(PortForward.tcp(80))));
    Expectations expectations =
        new Expectations(
                List.of(Pattern.compile("SERVING")),
                List.of(),
                End.RUNNING,
                Duration.ofMinutes(3),
                Duration.ZERO)
            .withProbes(List.of(Probe.http(80, "/").withBody("^straight")));

    BootReport report =
        new BootCheck(BootOptions.in(directory.resolve("out")).withBackend("qemu"))
            .run(machine, expectations, new BootListener() {});

    assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(report.checks().probes()).hasSize(1).allMatch(ProbeResult::passed);
  }

  @Test
  void whatIsTypedReachesTheGuest() throws Exception {
    Expectations ready =
        new Expectations(
            List.of(Pattern.compile("READY to echo")),
            List.of(),
            End.ANY,
            Duration.ofSeconds(60),
            Duration.ZERO);
    Machine machine = Machine.ofKernel(KERNEL).withMemory(32).withArguments("echo");
    try (LiveGuest guest =
        new BootCheck(BootOptions.in(directory.resolve("out")))
            .start(machine, ready, new BootListener() {})) {
      guest.type("one two\n");
      Duration time = Duration.ofSeconds(60);
      assertThat(guest.awaitLine(Pattern.compile("^typed"), time)).isEqualTo("typed: one two");
      guest.type("quit\n");
      assertThat(guest.awaitEnd(time)).isEqualTo(EndState.POWERED_OFF);
    }
  }

  @Test
  void aUnikernelOfRumprunGetsExactlyTheConfigurationThatWasGenerated() throws IOException {
    Path runner = directory.resolve("web");
    Files.createDirectories(runner.resolve("fs"));
    Files.copy(KERNEL, runner.resolve("unikernel.bin"));
    Files.write(runner.resolve("fs/data.img"), new byte[4096]);
    Files.writeString(runner.resolve("config.json"), "{\"rc\": [{\"bin\": \"web\"}]}");
    Machine base = Machine.ofKernel(KERNEL).withNetworks(List.of(Network.dhcp()));
    Path generated = directory.resolve("run.json");
    Machine machine =
        new RunnerMachine(null, null).of(RunnerDirectory.read(runner), base, generated);
    BootReport spec = boot(machine, End.POWEROFF, 60, "READY");
    assertThat(spec.verdict()).as(spec.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(console())
        .anyMatch(line -> line.startsWith("module 0 ") && line.endsWith(": " + read(generated)))
        .containsSubsequence("pci: 1af4:1001", "pci: 1af4:1000");

    machine =
        new RunnerMachine(Dialect.CLASSIC, null).of(RunnerDirectory.read(runner), base, generated);
    BootReport classic = boot(machine, End.POWEROFF, 60, "READY");
    assertThat(classic.verdict()).as(classic.toString()).isEqualTo(Verdict.SUCCESS);
    assertThat(console())
        .anyMatch(line -> line.startsWith("cmdline: ") && line.endsWith(" " + read(generated)))
        .noneMatch(line -> line.startsWith("module "));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
